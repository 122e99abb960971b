import { beforeEach, expect, it } from 'vitest';
import type { IndexAnswer } from '../contract.ts';
import { createWaiting } from './waiting.ts';

const QUERY = { text: 'труба', limit: 10 };
const ANSWER: IndexAnswer = {
  hits: [],
  corrected: null,
  unknown: [],
  empty: false,
  unsure: false,
  terms: [],
};

let waiting: ReturnType<typeof createWaiting>;
let late: number;
let sent: number[];
const post = ({ id }: { id: number }) => void sent.push(id);

beforeEach(() => {
  late = 0;
  sent = [];
  waiting = createWaiting({
    onLate: () => {
      late += 1;
    },
  });
});

it('sends what waited as soon as something can answer', async () => {
  const asked = waiting.ask(QUERY);
  expect(sent).toEqual([]);
  waiting.open(post);
  waiting.settle({ kind: 'answer', id: sent[0] ?? 0, answer: ANSWER });
  expect(await asked).toEqual(ANSWER);
  expect(late).toBe(0);
});

it('refuses a query that nothing could answer in time, without blaming the thread', async () => {
  await expect(waiting.ask(QUERY)).rejects.toMatchObject({ code: 'unavailable' });
  expect(late).toBe(0);
  waiting.open(post);
  expect(sent).toEqual([]);
});

it('refuses what was sent to a thread that broke off, and what comes while it is away', async () => {
  waiting.open(post);
  const asked = waiting.ask(QUERY);
  waiting.fail();
  await expect(asked).rejects.toMatchObject({ code: 'unavailable' });
  await expect(waiting.ask(QUERY)).rejects.toMatchObject({ code: 'unavailable' });
});

it('holds what nobody waits for any more as the load of the thread, until the thread has dealt with it', async () => {
  waiting.open(post);
  const asked = Array.from({ length: 256 }, () => waiting.ask(QUERY));
  await expect(waiting.ask(QUERY)).rejects.toMatchObject({ code: 'unavailable' });
  const refused = await Promise.allSettled(asked);
  expect(refused.every(({ status }) => status === 'rejected')).toBe(true);
  expect(late).toBe(256);
  await expect(waiting.ask(QUERY)).rejects.toMatchObject({ code: 'unavailable' });
  for (const id of sent) waiting.settle({ kind: 'failed', id, why: 'late' });
  const next = waiting.ask(QUERY);
  waiting.settle({ kind: 'answer', id: sent.at(-1) ?? 0, answer: ANSWER });
  expect(await next).toEqual(ANSWER);
});

it('a search that failed is no want of an index', async () => {
  waiting.open(post);
  const asked = waiting.ask(QUERY);
  waiting.settle({ kind: 'failed', id: sent[0] ?? 0, why: 'broken' });
  await expect(asked).rejects.not.toHaveProperty('code');
});
