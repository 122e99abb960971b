import { expect, it } from 'vitest';
import { createStreams } from './streams.ts';

const never = new AbortController().signal;

it('as many run as may, the others wait in their order', async () => {
  const streams = createStreams(2);
  const [first, second] = [await streams.enter(never), await streams.enter(never)];
  const order: string[] = [];
  const third = streams.enter(never).then((leave) => {
    order.push('third');
    return leave;
  });
  const fourth = streams.enter(never).then((leave) => {
    order.push('fourth');
    return leave;
  });
  first?.();
  first?.();
  const leave = await third;
  expect(order).toEqual(['third']);
  second?.();
  await fourth;
  leave?.();
  expect(order).toEqual(['third', 'fourth']);
});

it('who gives up waiting leaves the place to others', async () => {
  const streams = createStreams(1);
  const leave = await streams.enter(never);
  const impatient = new AbortController();
  const given = streams.enter(impatient.signal);
  const next = streams.enter(never);
  impatient.abort();
  expect(await given).toBeUndefined();
  leave?.();
  expect(await next).toBeTypeOf('function');
  expect(await streams.enter(AbortSignal.abort())).toBeUndefined();
});
