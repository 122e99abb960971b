import { expect, it } from 'vitest';
import { freshFor } from './fresh.ts';

const counting = () => {
  let now = 0;
  const asked: string[] = [];
  const read = freshFor({ ms: 100, clock: { now: () => now } }, async (question: string) => {
    asked.push(question);
    if (question === 'broken') throw new Error('broken');
    return `${question} at ${now}`;
  });
  return { read, asked, pass: (ms: number) => (now += ms) };
};

it('answers from memory until the time is over', async () => {
  const { read, asked, pass } = counting();
  expect(await read('a')).toBe('a at 0');
  pass(99);
  expect(await read('a')).toBe('a at 0');
  pass(1);
  expect(await read('a')).toBe('a at 100');
  expect(asked).toEqual(['a', 'a']);
});

it('keeps questions apart, and those who ask at once share a reading', async () => {
  const { read, asked } = counting();
  expect(await Promise.all([read('a'), read('b'), read('a')])).toEqual(['a at 0', 'b at 0', 'a at 0']);
  expect(asked).toEqual(['a', 'b']);
});

it('forgets a failure at once', async () => {
  const { read, asked } = counting();
  await expect(read('broken')).rejects.toThrow('broken');
  await expect(read('broken')).rejects.toThrow('broken');
  expect(asked).toEqual(['broken', 'broken']);
});

it('does not grow with the questions', async () => {
  const { read, asked } = counting();
  for (let number = 0; number < 60; number += 1) await read(String(number));
  await read('59');
  expect(asked).toHaveLength(60);
  await read('0');
  expect(asked).toHaveLength(61);
});
