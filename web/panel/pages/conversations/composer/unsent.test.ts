import { afterEach, describe, expect, it, vi } from 'vitest';
import { PATIENCE } from '#test/patience.ts';
import { openStore, type Store } from '../../../../chat/store.ts';
import { type Outbox, openOutbox, type Unsent } from './unsent.ts';

const boxes: Outbox[] = [];
afterEach(() => {
  for (const box of boxes.splice(0)) box.stop();
});

class Refusal extends Error {}

const memory = (): Store =>
  openStore(() => {
    throw new Error('no storage');
  });

/** An office that takes each id once, and an outbox to it. */
const setUp = (store = memory(), operatorId = 'anna') => {
  const posts: string[] = [];
  const taken = new Map<string, string>();
  const office = { fail: undefined as Error | undefined, loseAnswers: false };
  let made = 0;
  const deliver = async ({ id, text }: Unsent) => {
    posts.push(text);
    if (office.fail && !office.loseAnswers) throw office.fail;
    taken.set(id, text);
    if (office.fail) throw office.fail;
    return { id: Number(id.split('-')[1]) * 10 };
  };
  const accepted: string[] = [];
  const open = () => {
    const box = openOutbox({
      store,
      operatorId,
      deliver,
      problemOf: (error) => (error instanceof Refusal ? 'not_yours' : null),
      onAccepted: ({ text }) => void accepted.push(text),
      newId: () => {
        made += 1;
        return `${operatorId}-${made}`;
      },
      backoffMs: 1,
    });
    boxes.push(box);
    return box;
  };
  return { store, posts, taken, office, accepted, open };
};

describe('the outbox', () => {
  it('keeps a file that is with the office over a page that goes away', async () => {
    const { open, store, accepted, office } = setUp();
    office.fail = new Error('no connection');
    const box = open();
    box.add('c1', { id: 'f1', name: 'прайс.pdf' });
    await vi.waitFor(() => expect(box.list()[0]?.tries).toBeGreaterThan(0), PATIENCE);
    box.stop();
    office.fail = undefined;
    const again = open();
    expect(again.list()).toMatchObject([{ text: '', file: { id: 'f1', name: 'прайс.pdf' } }]);
    await vi.waitFor(() => expect(accepted).toHaveLength(1), PATIENCE);
    expect(store.keys()).toEqual([]);
  });

  it('sends in order and keeps what was accepted until it is shown', async () => {
    const { open, posts, accepted } = setUp();
    const box = open();
    box.add('c1', 'one');
    box.add('c2', 'two');
    await vi.waitFor(() => expect(accepted).toEqual(['one', 'two']), PATIENCE);
    expect(posts).toEqual(['one', 'two']);
    expect(box.list().map(({ state, messageId }) => [state, messageId])).toEqual([
      ['accepted', 10],
      ['accepted', 20],
    ]);
    box.shown(new Set([10, 30]));
    expect(box.list().map(({ text }) => text)).toEqual(['two']);
  });

  it('tries again under the same id, so that a lost answer doubles nothing', async () => {
    const { open, office, taken, posts, accepted } = setUp();
    office.fail = new Error('no line');
    office.loseAnswers = true;
    const box = open();
    box.add('c1', 'one');
    await vi.waitFor(() => expect(posts.length).toBeGreaterThan(1), PATIENCE);
    office.fail = undefined;
    await vi.waitFor(() => expect(accepted).toEqual(['one']), PATIENCE);
    expect([...taken.values()]).toEqual(['one']);
  });

  it('says why an answer cannot be sent, goes on with the next, and sends it when asked again', async () => {
    const { open, office, accepted } = setUp();
    office.fail = new Refusal();
    const box = open();
    box.add('c1', 'one');
    await vi.waitFor(
      () => expect(box.list()[0]).toMatchObject({ state: 'failed', problem: 'not_yours' }),
      PATIENCE,
    );
    office.fail = undefined;
    box.add('c1', 'two');
    await vi.waitFor(() => expect(accepted).toEqual(['two']), PATIENCE);
    box.retry(box.list()[0]?.id);
    await vi.waitFor(() => expect(accepted).toEqual(['two', 'one']), PATIENCE);
    expect(box.list()[0]).toMatchObject({ state: 'accepted', problem: null });
  });

  it('outlives the page, but not another operator of the same browser', async () => {
    const first = setUp();
    first.office.fail = new Error('no line');
    const box = first.open();
    box.add('c1', 'one');
    await vi.waitFor(() => expect(first.posts).not.toEqual([]), PATIENCE);
    box.stop();
    expect(setUp(first.store, 'boris').open().list()).toEqual([]);
    first.office.fail = undefined;
    first.open();
    await vi.waitFor(() => expect(first.accepted).toEqual(['one']), PATIENCE);
    expect([...first.taken.keys()]).toEqual(['anna-1']);
    expect(first.open().list()).toEqual([]);
  });

  it('forgets what was discarded, even while it is being sent', async () => {
    const { open, office, posts, accepted, store } = setUp();
    office.fail = new Error('no line');
    const box = open();
    box.add('c1', 'one');
    await vi.waitFor(() => expect(posts).not.toEqual([]), PATIENCE);
    box.discard('anna-1');
    box.add('c1', 'two');
    office.fail = undefined;
    box.retry();
    await vi.waitFor(() => expect(accepted).toEqual(['two']), PATIENCE);
    expect(store.keys()).toEqual([]);
  });

  it('leaves alone what it cannot read', () => {
    const store = memory();
    store.set('kontora.panel.unsent.anna.x', '{');
    store.set('kontora.panel.unsent.anna.y', '{"id":1}');
    expect(setUp(store).open().list()).toEqual([]);
  });
});
