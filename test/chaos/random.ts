import { createHash } from 'node:crypto';

/** Random numbers that a seed decides: the same seed and stream, the same numbers, on every machine. */
export interface Random {
  /** An integer from 0 to `count` - 1. */
  below(count: number): number;
  chance(probability: number): boolean;
  pick<T>(choices: readonly [T, ...T[]]): T;
}

/** Streams of one seed are independent, so that drawing more in one place changes nothing in another. */
export const createRandom = (seed: number, stream: string): Random => {
  let drawn = 0;
  const real = (): number => {
    drawn += 1;
    return createHash('sha256').update(`${seed}/${stream}/${drawn}`).digest().readUInt32BE() / 2 ** 32;
  };
  const below = (count: number): number => Math.floor(real() * count);
  return {
    below,
    chance: (probability) => real() < probability,
    pick: (choices) => choices[below(choices.length)] ?? choices[0],
  };
};
