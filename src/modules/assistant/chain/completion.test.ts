import { describe, expect, it } from 'vitest';
import { readCompletion } from './completion.ts';

const ITEMS = { items: [{ title: 'Труба', qty: 3 }] };
const JSON_ITEMS = JSON.stringify(ITEMS);
const read = (message: unknown, finish_reason: unknown = 'stop') =>
  readCompletion({ id: 'x', choices: [{ index: 0, message, finish_reason }], created: 1 }, 'm');

describe('S3-30: a completion', () => {
  it.each([
    ['a function with an object', { function_call: { name: 'submit_order', arguments: ITEMS } }],
    ['a function with JSON', { content: null, function_call: { arguments: JSON_ITEMS } }],
    ['a tool with JSON', { content: null, tool_calls: [{ id: '1', function: { arguments: JSON_ITEMS } }] }],
    ['a tool with an object', { content: 'Готово', tool_calls: [{ function: { arguments: ITEMS } }] }],
    ['words', { content: `Вот: ${JSON_ITEMS}`, function_call: null, tool_calls: null }],
    ['a function without arguments, and words', { content: JSON_ITEMS, function_call: { arguments: '' } }],
    ['parts', { content: [{ type: 'text', text: JSON_ITEMS }, { type: 'other' }] }],
  ])('of %s is read', (_, message) => {
    const lines = [{ title: 'Труба', qty: '3', unit: null }];
    expect(read(message)).toMatchObject({ outcome: 'read', lines, error: null });
    expect(read(message, 'function_call')).toMatchObject({ outcome: 'read' });
    expect(read(message, null)).toMatchObject({ outcome: 'read' });
    expect(read(message, 'blacklist')).toMatchObject({ outcome: 'no_answer', lines: [] });
  });

  it.each([
    ['a message without content', [{ message: { content: null } }]],
    ['an empty text', [{ message: { content: '' } }]],
    ['a number', [{ message: { content: 5 } }]],
    ['no message', [{ index: 0 }]],
    ['no choice', []],
    ['nothing', undefined],
  ])('of %s is no answer', (_, choices) => {
    expect(readCompletion({ choices }, 'm')).toMatchObject({ outcome: 'no_answer', lines: [] });
  });

  it('without JSON is a failure', () => {
    expect(readCompletion(undefined, 'm')).toMatchObject({ outcome: 'failed' });
  });
});
