import type { Item } from './catalogue/catalogue.ts';
import { foldedTitle, loosePieces } from './fold.ts';
import { createRandom, type Random } from './random.ts';

/** What growth must not spoil: words that only their own title may hold. */
export interface Asked {
  readonly base: readonly string[];
}

/** Growing gives up when so many made titles in a row were no good. */
const MOST_FAILURES = 10_000;

/**
 * The catalogue itself, then near-duplicates of its goods until there are `count`: other sizes, makers, codes
 * and colours. None has the title of one of the catalogue's goods or, leniently, all words that a query was
 * made of, so that each query keeps its answer. Streamed; the same for the same seed. Throws where the
 * catalogue has nothing to vary.
 */
export function* grown(
  items: readonly Item[],
  count: number,
  { seed = 1, queries = [] }: { seed?: number; queries?: readonly Asked[] } = {},
): Generator<Item> {
  yield* items.slice(0, count);
  const random = createRandom(seed, 'growth');
  const stock = stockOf(items);
  const titles = new Set(items.map(({ title }) => foldedTitle(title)));
  const isAsked = askedFor(queries);
  let failures = 0;
  for (let made = items.length; made < count; ) {
    const parent = random.pick(items);
    const title = varied(parent, stock, random);
    if (title === parent.title || titles.has(foldedTitle(title)) || isAsked(title)) {
      failures += 1;
      if (failures > MOST_FAILURES) throw new Error('the titles of this catalogue cannot be varied');
      continue;
    }
    failures = 0;
    made += 1;
    yield { sku: `G${made}`, title, category: parent.category };
  }
}

/** What may stand in the place of a word: words of the same sort that goods of the category have. */
interface Stock {
  readonly names: ReadonlyMap<string, readonly string[]>;
  readonly numbers: ReadonlyMap<string, readonly string[]>;
  /** Of all categories. */
  readonly anyNumber: readonly string[];
}

const WORD = /\p{L}+[\p{L}-]*\p{L}+|\d+(?:[.,]\d+)?/gu;
const LATIN_NAME = /^[A-Z][A-Za-z-]{3,}$/;
const SIZE = /^(?:\d{1,3}|\d{1,2}[.,]\d{1,2}|\d{1,3}0)$/;
const COLOUR = /^(?:бел|сер(?!ия|т)|черн|чёрн|красн|син|зелен|зелён|желт|жёлт|коричн|беж|оранж|рыж)\p{L}*$/iu;
const COLOURS = ['бел', 'сер', 'чёрн', 'красн', 'коричнев', 'бежев', 'оранжев', 'розов', 'фиолетов'];

const stockOf = (items: readonly Item[]): Stock => {
  const names = new Map<string, Set<string>>();
  const numbers = new Map<string, Set<string>>();
  const collect = (into: Map<string, Set<string>>, category: string, word: string) =>
    into.set(category, (into.get(category) ?? new Set()).add(word));
  for (const { title, category } of items)
    for (const [word] of title.matchAll(WORD)) {
      if (LATIN_NAME.test(word)) collect(names, category, word);
      if (SIZE.test(word)) collect(numbers, category, word);
    }
  const listed = (sets: Map<string, Set<string>>) => new Map([...sets].map(([key, set]) => [key, [...set]]));
  return {
    names: listed(names),
    numbers: listed(numbers),
    anyNumber: [...new Set([...numbers.values()].flatMap((set) => [...set]))],
  };
};

/** Every part that can be another one is so by chance; a title that stays as it was is not a variation. */
const varied = ({ title, category }: Item, stock: Stock, random: Random): string =>
  title.replace(WORD, (word, at: number) => {
    if (/\d/.test(word)) {
      if (!random.chance(0.6) || isFraction(title, at, word)) return word;
      if (isOfCode(title, at, word)) return word.replace(/\d/g, () => String(random.below(10)));
      const own = stock.numbers.get(category) ?? [];
      return random.pick(own.length > 1 && random.chance(0.7) ? own : stock.anyNumber);
    }
    if (LATIN_NAME.test(word)) {
      const names = stock.names.get(category) ?? [];
      return names.length > 1 && random.chance(0.4) ? random.pick(names) : word;
    }
    return COLOUR.test(word) && random.chance(0.5) ? otherColour(word, random) : word;
  });

/** Of an inch: another number would make none. */
const isFraction = (title: string, at: number, number: string): boolean =>
  title[at - 1] === '/' || title[at + number.length] === '/';

const isOfCode = (title: string, at: number, number: string): boolean =>
  /^\d{4,}$/.test(number) || /[A-Z][-.]?$/.test(title.slice(Math.max(0, at - 2), at));

const otherColour = (word: string, random: Random): string =>
  random.pick(COLOURS) + (/(?:ый|ий|ая|яя|ое|ые|ого|ой)$/.exec(word)?.[0] ?? '');

/** Whether a title holds all words of some query; each query is looked for by its rarest piece only. */
const askedFor = (queries: readonly Asked[]): ((title: string) => boolean) => {
  const needs = queries.map(({ base }) => loosePieces(base.join(' '))).filter((need) => need.length > 0);
  const frequency = new Map<string, number>();
  for (const piece of needs.flat()) frequency.set(piece, (frequency.get(piece) ?? 0) + 1);
  const byRarest = new Map<string, string[][]>();
  for (const need of needs) {
    const rarest = need.reduce((a, b) => ((frequency.get(b) ?? 0) < (frequency.get(a) ?? 0) ? b : a));
    byRarest.set(rarest, [...(byRarest.get(rarest) ?? []), need]);
  }
  return (title) => {
    const pieces = new Set(loosePieces(title));
    return [...pieces].some((piece) =>
      byRarest.get(piece)?.some((need) => need.every((one) => pieces.has(one))),
    );
  };
};
