import { LOOK_ALIKES, LOOK_ALIKES_BACK, RUSSIAN_KEYS, respelled, TRANSLITERATIONS } from '../alphabets.ts';
import type { Item } from '../catalogue/catalogue.ts';
import type { Random } from '../random.ts';
import { baseWords, isRussian, wordsOf } from './base-words.ts';
import { byEar } from './by-ear.ts';
import { CHAT } from './chat.ts';
import { inflected } from './endings.ts';
import type { Haystack } from './haystack.ts';
import { respelledSizes } from './sizes.ts';
import { slipped } from './slips.ts';
import { changeSome } from './some-words.ts';

/** Where a query comes from. */
export interface Source {
  readonly item: Item;
  readonly haystack: Haystack;
  readonly random: Random;
}

/** A query of one item, and the words of its title that it stands for. */
export interface Draft {
  readonly base: readonly string[];
  readonly text: string;
}

type Maker = (source: Source) => Draft | undefined;

/** What people do to a title when they ask for it; a maker answers undefined where a title does not suit. */
export const QUERY_CLASSES = {
  /** Some words, in any order. */
  drop_reorder: (source) =>
    drafted(source, (words) => source.random.shuffled(words).join(' '), { mayBeSame: true }),
  inflect: (source) => drafted(source, (words) => endings(words, source, 3)?.join(' ')),
  typo1: (source) => drafted(source, (words) => slips(words, source, 1)?.join(' ')),
  typo2: (source) => drafted(source, (words) => slips(words, source, 2)?.join(' ')),
  translit: (source) =>
    drafted(source, (words) => {
      if (!words.some(isLongRussian)) return undefined;
      return respelled(words.join(' ').toLowerCase(), source.random.pick(TRANSLITERATIONS));
    }),
  layout: (source) =>
    drafted(source, (words) => {
      if (!words.some(isLongRussian) || words.some((word) => /[a-z]{3}/i.test(word))) return undefined;
      return respelled(words.join(' ').toLowerCase(), RUSSIAN_KEYS);
    }),
  units: (source) => {
    const sizes = placesOf(wordsOf(source.item.title), (word) => /\d/.test(word));
    if (sizes.length === 0) return undefined;
    const size = source.random.pick(sizes);
    return drafted(source, (words) => respelledSizes(words.join(' '), source.random), {
      needed: [size, ...unitAfter(source.item, size)],
    });
  },
  homoglyph: (source) =>
    drafted(source, (words) =>
      changeSome(words, source.random, {
        suits: (word) => (/\d/.test(word) ? /\p{L}/u.test(word) : isRussian(word)),
        change: (word) => lookingAlike(word, source.random),
        most: 2,
      })?.join(' '),
    ),
  brand_cyr: (source) => {
    const [brand] = placesOf(wordsOf(source.item.title), isLatinName);
    if (brand === undefined) return undefined;
    const heard = (word: string) => (isLatinName(word) ? byEar(word) : word);
    return drafted(source, (words) => words.map(heard).join(' '), { needed: [brand] });
  },
  abbrev: (source) =>
    drafted(source, (words) =>
      changeSome(words, source.random, {
        suits: (word) => isRussian(word) && word.length >= 6,
        change: (word) => word.slice(0, 4 + source.random.below(2)) + (source.random.chance(0.4) ? '.' : ''),
        most: 2,
      })?.join(' '),
    ),
  code: (source) => {
    const codes = wordsOf(source.item.title).filter(isCode);
    const code = codes.find((word) => source.haystack.identifies([word], source.item));
    return code === undefined ? undefined : { base: [code], text: respelledCode(code, source.random) };
  },
  chatty: (source) =>
    drafted(source, (words) => {
      const [before, after] = source.random.pick(CHAT);
      return before + words.join(' ') + after;
    }),
  /** Endings, a slip, the order and the sizes at once. */
  mixed: (source) =>
    drafted(source, (words) => {
      const changed = endings(words, source, 2);
      const both = changed && slips(changed, source, 1);
      if (!both) return undefined;
      const text = source.random.shuffled(both).join(' ');
      return respelledSizes(text, source.random) ?? text;
    }),
} as const satisfies Readonly<Record<string, Maker>>;

export type QueryClass = keyof typeof QUERY_CLASSES;

const drafted = (
  { item, haystack, random }: Source,
  write: (words: readonly string[]) => string | undefined,
  { needed = [], mayBeSame = false }: { needed?: readonly number[]; mayBeSame?: boolean } = {},
): Draft | undefined => {
  const base = baseWords(item, { haystack, random, needed });
  if (!base) return undefined;
  const words = random.chance(0.7) ? base.map((word) => word.toLowerCase()) : base;
  const text = write(words);
  return text === undefined || (!mayBeSame && text === words.join(' ')) ? undefined : { base, text };
};

const endings = (words: readonly string[], { random }: Source, most: number): string[] | undefined =>
  changeSome(words, random, {
    suits: isLongRussian,
    change: (word) => inflected(word.toLowerCase(), random),
    most,
  });

const slips = (words: readonly string[], { random, haystack }: Source, count: number): string[] | undefined =>
  changeSome(words, random, {
    suits: (word) => /^[a-zа-яё]{5,}$/i.test(word),
    change: (word) => {
      const made = slipped(word.toLowerCase(), random);
      return made === undefined || haystack.knows(made) ? undefined : made;
    },
    least: count,
    most: count,
  });

/** In sizes and short words every letter is of the other alphabet, in long words some. */
const lookingAlike = (word: string, random: Random): string | undefined => {
  const small = word.toLowerCase();
  if (/\d/.test(small) || small.length <= 3)
    return respelled(small, /[а-я]/.test(small) ? LOOK_ALIKES : LOOK_ALIKES_BACK);
  const places = placesOf([...small], (letter) => LOOK_ALIKES.has(letter));
  const chosen = random.shuffled(places).slice(0, 1 + random.below(3));
  return [...small]
    .map((letter, at) => (chosen.includes(at) ? respelled(letter, LOOK_ALIKES) : letter))
    .join('');
};

const respelledCode = (code: string, random: Random): string =>
  random.pick([
    code.toLowerCase(),
    code.replace(/[-./]/g, ' ').toLowerCase(),
    code.replace(/[-./]/g, ''),
    code.replace(/(\p{L})(\d)/u, '$1 $2'),
    code.replace(/(\p{L})(\d)/u, '$1-$2'),
  ]);

const isLongRussian = (word: string): boolean => isRussian(word) && word.length >= 4;

const isLatinName = (word: string): boolean => /^[a-z-]{4,}$/i.test(word);

/** Letters and digits, neither a size nor a number with its unit. */
const isCode = (word: string): boolean =>
  word.length >= 5 &&
  /\d/.test(word) &&
  /\p{L}/u.test(word) &&
  !/^[\d.,/-]+\p{L}{1,3}$/u.test(word) &&
  !/\d[хx*×]\d/i.test(word);

/** A unit that stands by itself after the size belongs to it. */
const unitAfter = (item: Item, size: number): number[] =>
  /^(?:мм|см|м|кг|г|л|мл|к?вт|м?а|шт|бар|мкм)$/i.test(wordsOf(item.title)[size + 1] ?? '') ? [size + 1] : [];

const placesOf = (words: readonly string[], suits: (word: string) => boolean): number[] =>
  words.flatMap((word, place) => (suits(word) ? [place] : []));
