import { describe, expect, it } from 'vitest';
import { openStore } from '../../../../chat/store.ts';
import { conversationOf } from '../testing.ts';
import { openSeen } from './seen.ts';

const memory = () =>
  openStore(() => {
    throw new Error('no storage');
  });
const NOON = '2026-01-01T12:00:00.000Z';
const LATER = '2026-01-01T12:01:00.000Z';

const queued = conversationOf({ queued_at: NOON, heard_at: NOON });

describe('unread', () => {
  it('is what somebody who needs a human wrote since it was seen', () => {
    const store = memory();
    const seen = openSeen(store, 'anna');
    expect(seen.unread(queued)).toBe(true);
    seen.see('c1', NOON);
    expect(seen.unread(queued)).toBe(false);
    expect(openSeen(store, 'anna').unread(queued)).toBe(false);
    expect(openSeen(store, 'boris').unread(queued)).toBe(true);
    expect(seen.unread({ ...queued, heard_at: LATER })).toBe(true);
    seen.see('c1', LATER);
    seen.see('c1', NOON);
    expect(seen.unread({ ...queued, heard_at: LATER })).toBe(false);
  });

  it("is neither the office's own answer nor what a dialogue or another operator takes care of", () => {
    const seen = openSeen(memory(), 'anna');
    const operator = (id: string) => ({ id, name: id, since: NOON, until: null });
    expect(seen.unread({ ...queued, last: { from: 'operator', text: 'hi', erased: false, at: NOON } })).toBe(
      false,
    );
    expect(
      seen.unread({ ...queued, last: { from: 'dialogue', text: 'wait', erased: false, at: LATER } }),
    ).toBe(true);
    expect(seen.unread({ ...queued, queued_at: null })).toBe(false);
    expect(seen.unread({ ...queued, queued_at: null, operator: operator('boris') })).toBe(false);
    expect(seen.unread({ ...queued, queued_at: null, operator: operator('anna') })).toBe(true);
    expect(seen.unread({ ...queued, heard_at: null })).toBe(false);
  });

  it('forgets the oldest, and what it cannot read', () => {
    const store = memory();
    const seen = openSeen(store, 'anna');
    for (let number = 0; number < 501; number += 1) seen.see(`c${number}`, NOON);
    expect(seen.unread({ ...queued, id: 'c0' })).toBe(true);
    expect(seen.unread({ ...queued, id: 'c1' })).toBe(false);
    store.set('kontora.panel.seen.anna', '{"c1":1}');
    expect(openSeen(store, 'anna').unread({ ...queued, id: 'c1' })).toBe(true);
  });
});
