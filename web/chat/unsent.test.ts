import { describe, expect, it, vi } from 'vitest';
import { PATIENCE } from '#test/patience.ts';
import { ChatProblem } from './chat-api.ts';
import type { ChatMessage } from './contract.ts';
import { openStore, type Store } from './store.ts';
import { type Outbox, openOutbox, orphanUnsent, type Unsent } from './unsent.ts';

const memory = (): Store =>
  openStore(() => {
    throw new Error('in memory');
  });

/** A server for the outbox: answers each delivery in turn as told, then always well. */
const bench = (options: { store?: Store; answers?: (Error | 'hang')[]; backoffMs?: number } = {}) => {
  const { store = memory(), answers = [], backoffMs = 1 } = options;
  const seen = {
    tried: [] as string[],
    delivered: [] as Unsent[],
    failed: [] as Unsent[],
    expired: 0,
    list: [] as readonly Unsent[],
  };
  const outbox: Outbox = openOutbox({
    store,
    backoffMs,
    async deliver(unsent) {
      seen.tried.push(unsent.id);
      const answer = answers.shift();
      if (answer === 'hang') return new Promise(() => {});
      if (answer) throw answer;
      return messageOf(unsent);
    },
    onChange: (list) => {
      seen.list = list;
    },
    onDelivered: (unsent) => void seen.delivered.push(unsent),
    onFailed: (unsent) => void seen.failed.push(unsent),
    onExpired: () => {
      seen.expired += 1;
    },
  });
  return { store, outbox, seen, say: (text: string) => outbox.add({ kind: 'text', text }) };
};

const messageOf = ({ id, at }: Unsent): ChatMessage => ({
  id,
  at,
  position: 1,
  from: 'person',
  text: '',
  files: [],
  buttons: null,
  edited: false,
});

describe('the outbox', () => {
  it('sends in the order of saying, one at a time', async () => {
    const { outbox, seen, say } = bench();
    const ids = ['a', 'b', 'c'].map((text) => say(text).id);
    await vi.waitFor(() => expect(seen.delivered.map(({ id }) => id)).toEqual(ids), PATIENCE);
    expect(outbox.list()).toEqual([]);
  });

  it('names each message by a random UUID of version 4', () => {
    const { say } = bench();
    const ids = [say('a').id, say('b').id];
    for (const id of ids)
      expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(new Set(ids).size).toBe(2);
  });

  it.each([0, 408, 429, 500, 503])(
    'tries again under the same id after %i, and lets nothing overtake',
    async (status) => {
      const { seen, say } = bench({ answers: [new ChatProblem(status), new ChatProblem(status)] });
      const [a, b] = [say('a').id, say('b').id];
      await vi.waitFor(() => expect(seen.delivered.map(({ id }) => id)).toEqual([a, b]), PATIENCE);
      expect(seen.tried).toEqual([a, a, a, b]);
    },
  );

  it('waits as long as the server asked, and less when it is told to', async () => {
    const { outbox, seen, say } = bench({ answers: [new ChatProblem(429, { retryAfterMs: 3_600_000 })] });
    say('a');
    await vi.waitFor(() => expect(seen.list[0]).toMatchObject({ state: 'waiting', tries: 1 }), PATIENCE);
    outbox.wake();
    await new Promise(setImmediate);
    expect(seen.tried).toHaveLength(1);
    outbox.retry();
    await vi.waitFor(() => expect(seen.delivered).toHaveLength(1), PATIENCE);
  });

  it('wakes from a wait of its own', async () => {
    const { outbox, seen, say } = bench({ answers: [new ChatProblem(0)], backoffMs: 3_600_000 });
    say('a');
    await vi.waitFor(() => expect(seen.list[0]).toMatchObject({ state: 'waiting', tries: 1 }), PATIENCE);
    outbox.wake();
    await vi.waitFor(() => expect(seen.delivered).toHaveLength(1), PATIENCE);
  });

  it('fails what the server refuses, sends the next, and sends the refused again by hand', async () => {
    const { outbox, seen, say } = bench({ answers: [new ChatProblem(422)] });
    const refused = say('a').id;
    const next = say('b').id;
    await vi.waitFor(() => expect(seen.delivered.map(({ id }) => id)).toEqual([next]), PATIENCE);
    expect(outbox.list()).toMatchObject([{ id: refused, state: 'failed', problem: 'refused' }]);
    expect(seen.failed.map(({ id }) => id)).toEqual([refused]);
    outbox.retry(refused);
    await vi.waitFor(() => expect(seen.delivered.map(({ id }) => id)).toEqual([next, refused]), PATIENCE);
  });

  it('says when a file is too large', async () => {
    const { seen, outbox } = bench({ answers: [new ChatProblem(413)] });
    outbox.add({ kind: 'file', file: { id: null, name: 'a', mime: 'b', size: 1 }, text: '' });
    await vi.waitFor(
      () => expect(seen.list).toMatchObject([{ state: 'failed', problem: 'too_large' }]),
      PATIENCE,
    );
  });

  it('goes on after a reload under the same id', async () => {
    const before = bench({ answers: ['hang'] });
    const id = before.say('a').id;
    await vi.waitFor(() => expect(before.seen.tried).toEqual([id]), PATIENCE);
    const after = bench({ store: before.store });
    await vi.waitFor(() => expect(after.seen.delivered).toMatchObject([{ id, text: 'a' }]), PATIENCE);
    expect(after.store.keys()).toEqual([]);
  });

  it('uploads a file once, even when the message about it fails', async () => {
    const { outbox, seen } = bench({ answers: [new ChatProblem(503, { retryAfterMs: 3_600_000 })] });
    const { id } = outbox.add({
      kind: 'file',
      file: { id: null, name: 'a', mime: 'b', size: 1 },
      text: 'see',
    });
    outbox.uploaded(id, { id: 'f1', name: 'a', mime: 'b', size: 1 });
    await vi.waitFor(
      () => expect(seen.list).toMatchObject([{ state: 'waiting', tries: 1, file: { id: 'f1' } }]),
      PATIENCE,
    );
  });

  it('asks for a file again when the page was reloaded before its upload', async () => {
    const before = bench({ answers: ['hang', 'hang'] });
    before.outbox.add({ kind: 'file', file: { id: null, name: 'a', mime: 'b', size: 1 }, text: '' });
    const after = bench({ store: before.store });
    await vi.waitFor(
      () => expect(after.seen.list).toMatchObject([{ state: 'failed', problem: 'file_lost' }]),
      PATIENCE,
    );
    expect(after.seen.tried).toEqual([]);
  });

  it('forgets what the person discards', async () => {
    const { store, outbox, seen, say } = bench({ answers: [new ChatProblem(400)] });
    const { id } = say('a');
    await vi.waitFor(() => expect(seen.failed).toHaveLength(1), PATIENCE);
    outbox.discard(id);
    expect(seen.list).toEqual([]);
    expect(store.keys()).toEqual([]);
  });

  it('stops when the session is unknown, and keeps only texts for a hand to send', async () => {
    const { store, outbox, seen, say } = bench({ answers: [new ChatProblem(401)] });
    say('a');
    outbox.add({ kind: 'choice', messageId: 'm', button: 0 });
    await vi.waitFor(() => expect(seen.expired).toBe(1), PATIENCE);
    expect(seen.tried).toHaveLength(1);
    orphanUnsent(store);
    const after = bench({ store });
    await vi.waitFor(
      () =>
        expect(after.seen.list).toMatchObject([{ kind: 'text', state: 'failed', problem: 'session_over' }]),
      PATIENCE,
    );
    expect(after.seen.tried).toEqual([]);
  });

  it('ignores what somebody else left under its keys', async () => {
    const store = memory();
    store.set('kontora.chat.unsent.1', '{broken');
    store.set('kontora.chat.unsent.2', 'null');
    store.set('kontora.chat.unsent.3', '{"id":"x","kind":"bomb"}');
    expect(bench({ store }).outbox.list()).toEqual([]);
  });
});
