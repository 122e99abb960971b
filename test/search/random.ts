/** Random numbers that a seed decides: the same seed and stream, the same numbers, on every machine. */
export interface Random {
  /** An integer from 0 to `count` - 1. */
  below(count: number): number;
  chance(probability: number): boolean;
  /** Throws where there is nothing to choose from. */
  pick<T>(choices: readonly T[]): T;
  shuffled<T>(values: readonly T[]): T[];
}

/** Streams of one seed are independent. Fast enough for millions of titles; nothing for secrets. */
export const createRandom = (seed: number, stream: string): Random => {
  const next = generator(seedOf(`${seed}/${stream}`));
  const below = (count: number): number => Math.floor(next() * count);
  return {
    below,
    chance: (probability) => next() < probability,
    pick: (choices) => {
      if (choices.length === 0) throw new Error('nothing to choose from');
      return choices[below(choices.length)] as (typeof choices)[number];
    },
    shuffled: (values) => {
      const all = [...values];
      for (let last = all.length - 1; last > 0; last -= 1) {
        const other = below(last + 1);
        [all[last], all[other]] = [all[other] as never, all[last] as never];
      }
      return all;
    },
  };
};

/** FNV-1a over UTF-16 units. */
const seedOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
};

/** The SplitMix construction on 32 bits: a counter that is mixed thoroughly. */
const generator = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
};
