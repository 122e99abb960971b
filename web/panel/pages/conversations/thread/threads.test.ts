import { expect, it } from 'vitest';
import { messageOf } from '../testing.ts';
import { createThreads } from './threads.ts';

it('keeps the threads that were open lately, and only those', async () => {
  const asked: string[] = [];
  const threads = createThreads(async (id) => {
    asked.push(id);
    return { items: [messageOf({ text: id })], more: false, cursor: 1 };
  });
  const first = threads.of('c0');
  await first.open();
  for (let number = 1; number < 12; number += 1) await threads.of(`c${number}`).open();
  expect(threads.of('c0')).toBe(first);
  await threads.of('c12').open();
  expect(threads.of('c0')).toBe(first);
  expect(threads.of('c1').state().window).toBeNull();
  expect(asked).toEqual(Array.from({ length: 13 }, (_, number) => `c${number}`));
  threads.close();
});
