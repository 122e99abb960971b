import { describe, expect, it } from 'vitest';
import { openStore } from '../../../../chat/store.ts';
import { openDrafts } from './drafts.ts';

const memory = () =>
  openStore(() => {
    throw new Error('no storage');
  });

describe('drafts', () => {
  it('are kept by conversation and operator', () => {
    const store = memory();
    const drafts = openDrafts(store, 'anna');
    drafts.write('c1', 'half a');
    drafts.write('c2', 'other');
    expect(openDrafts(store, 'anna').read('c1')).toBe('half a');
    expect(openDrafts(store, 'boris').read('c1')).toBe('');
  });

  it('of nothing but space are forgotten', () => {
    const store = memory();
    const drafts = openDrafts(store, 'anna');
    drafts.write('c1', 'half a');
    drafts.write('c1', ' \n');
    expect(openDrafts(store, 'anna').read('c1')).toBe('');
    expect(store.keys()).toEqual([]);
  });

  it('are forgotten in a month, whoever wrote them; other things of the browser are not', () => {
    const store = memory();
    openDrafts(store, 'anna').write('c1', 'half a');
    store.set('kontora.panel.locale', 'en');
    store.set('kontora.panel.draft.anna.c3', 'not ours to read');
    openDrafts(store, 'boris', Date.now() + 29 * 24 * 3_600_000);
    expect(openDrafts(store, 'anna').read('c1')).toBe('half a');
    openDrafts(store, 'boris', Date.now() + 31 * 24 * 3_600_000);
    expect(store.keys()).toEqual(['kontora.panel.locale']);
  });
});
