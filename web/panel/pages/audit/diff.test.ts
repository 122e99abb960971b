import { expect, it } from 'vitest';
import { diffOf } from './diff.ts';

it.each([
  ['nothing', null, null, []],
  ['what came', null, { reason: 'spam' }, [{ path: 'reason', before: undefined, after: 'spam' }]],
  ['what went', { reason: 'spam' }, null, [{ path: 'reason', before: 'spam', after: undefined }]],
  [
    'only what differs, however deep',
    { on: true, days: { mon: [{ from: '09:00', to: '18:00' }] } },
    { on: true, days: { mon: [{ from: '10:00', to: '18:00' }] } },
    [{ path: 'days.mon.0.from', before: '09:00', after: '10:00' }],
  ],
  [
    'lists that become longer',
    { roles: ['operator'] },
    { roles: ['operator', 'manager'] },
    [{ path: 'roles.1', before: undefined, after: 'manager' }],
  ],
  [
    'lists that become empty',
    { roles: ['operator'] },
    { roles: [] },
    [
      { path: 'roles.0', before: 'operator', after: undefined },
      { path: 'roles', before: undefined, after: '[]' },
    ],
  ],
  [
    'nothing that becomes something',
    { until: null },
    { until: 5 },
    [{ path: 'until', before: '—', after: '5' }],
  ],
  ['no words', { text: '' }, { text: 'x' }, [{ path: 'text', before: '', after: 'x' }]],
  ['a state without fields', 'a', true, [{ path: '', before: 'a', after: 'true' }]],
])('tells %s', (_, before, after, changes) => {
  expect(diffOf(before, after)).toEqual(changes);
});
