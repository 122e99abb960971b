import { expect, it, vi } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { PATIENCE } from '#test/patience.ts';
import { officeBench } from './testing.ts';

const bench = officeBench();

const watch = async (as = 'operator') => {
  const leave = new AbortController();
  const response = await fetch(`${bench.url()}/shop/orders/live`, {
    headers: { 'x-role': as },
    signal: leave.signal,
  });
  let text = '';
  const reading = (async () => {
    for await (const piece of response.body ?? []) text += Buffer.from(piece).toString();
  })().catch(() => {});
  const events = () =>
    [...text.matchAll(/event: changed\ndata: (.*)\n/g)].map(([, data = '']) => JSON.parse(data));
  return { status: response.status, events, leave: () => leave.abort(), ended: reading };
};

it('S3-09: the board hears of every order, many changes of one as few', async () => {
  const stream = await watch();
  await vi.waitFor(() => expect(bench.desk().live.watching()).toBe(1), PATIENCE);
  const [one, other] = [newId(), newId()];
  bench.notify(`order.placed ${one}`);
  for (let n = 0; n < 50; n += 1) bench.notify(`order.status ${one}`);
  bench.notify(`order.changed ${other}`);
  await vi.waitFor(
    () =>
      expect(stream.events()).toEqual([
        { id: one, type: 'order.placed' },
        { id: other, type: 'order.changed' },
        { id: one, type: 'order.status' },
      ]),
    PATIENCE,
  );
  stream.leave();
  await vi.waitFor(() => expect(bench.desk().live.watching()).toBe(0), PATIENCE);
});

it('S3-09: of too many streams of one person the oldest ends', async () => {
  const streams = [];
  for (let n = 0; n < 9; n += 1) streams.push(await watch('manager'));
  await streams[0]?.ended;
  await vi.waitFor(() => expect(bench.desk().live.watching()).toBe(8), PATIENCE);
  for (const { leave } of streams) leave();
});
