import { type FoundProduct, holdsLetters, holdsNumbers, type SearchPage } from '#modules/search/index.ts';
import { isSameWord } from '../parser/corrections.ts';
import { BESIDE, WORD } from './texts.ts';

/** Goods that somebody may choose from. */
export const MOST_CHOICES = 3;

/** The next best hit has less than this of the score of the best: closer ones are two goods that may be meant. */
const CLEARLY_AHEAD = 0.92;
/** A word that is less like what it was taken for may be another. */
const LEAST_SIMILARITY = 0.6;
/** Units and single letters weigh less: whatever they were taken for. */
const LIGHT = 1;
/** What has less of the words than this is not what was meant at all. */
const LEAST_COVERAGE = 0.5;
const WORDS = new RegExp(WORD, 'gu');

/** What a search came to: taken, one of several, or nothing. */
export type Verdict =
  | { readonly state: 'sure'; readonly product: FoundProduct; readonly by: 'search' | 'sku' }
  | { readonly state: 'doubtful'; readonly choices: readonly FoundProduct[] }
  | { readonly state: 'unknown' };

/**
 * Whether the best hit may be taken without asking (S3-17): it covers `threshold` of the words or more, has all their
 * numbers, stands clearly before the next one, and no word was bent into another or found in its category only.
 * `likes` tells goods that go first among equals.
 */
export const judge = (
  text: string,
  page: Pick<SearchPage, 'items' | 'unsure' | 'unknown'>,
  { threshold, likes }: { threshold: number; likes: (product: FoundProduct) => number },
): Verdict => {
  const [named, ...namesakes] = page.items.filter(({ by }) => by !== 'words');
  if (named && namesakes.length === 0) return { state: 'sure', product: named, by: 'sku' };
  if (named) return doubtful([named, ...namesakes], likes);
  const [best, next] = [...page.items].sort((a, b) => b.share - a.share);
  if (!best) return { state: 'unknown' };
  const isAhead = !page.unsure && (next === undefined || next.share < CLEARLY_AHEAD);
  if (isAhead && best.coverage >= threshold && isWhole(text, best))
    return { state: 'sure', product: best, by: 'search' };
  return doubtful(
    page.items.filter(({ coverage }) => coverage >= LEAST_COVERAGE),
    likes,
  );
};

/** Whether a product has everything that was said, as it was said. */
export const isWhole = (text: string, { title, missed, matches }: FoundProduct): boolean => {
  if (missed.length > 0 || !holdsNumbers(title, text) || !holdsLetters(title, text)) return false;
  if (isOnlyPart(text, title)) return false;
  const bent = new Map<string, boolean>();
  for (const { typed, kind, similarity, weight } of matches) {
    const isBent = weight >= LIGHT && (kind === 'context' || similarity < LEAST_SIMILARITY);
    bent.set(typed, isBent && (bent.get(typed) ?? true));
  }
  return ![...bent.values()].includes(true);
};

/** Whether the thing that was said is only a part of another one, or what that is for: a gasket is no clamp with one. */
const isOnlyPart = (text: string, title: string): boolean => {
  const [said, called] = [text.toLowerCase(), title.toLowerCase()];
  const at = called.search(BESIDE);
  // Where the first word has letters of two alphabets, the next one would be taken for the thing.
  const [thing = ''] = /\p{L}{3,}/u.exec(said.split(BESIDE)[0] ?? '') ?? [];
  const name = WORD.exec(called.slice(0, Math.max(0, at)))?.[0];
  if (WORD.exec(thing)?.[0] !== thing || name === undefined) return false;
  const has = (words: string, wanted: string): boolean =>
    words.match(WORDS)?.some((word) => isSameWord(word, wanted)) ?? false;
  return !has(said, name) && !has(called.slice(0, at), thing) && has(called.slice(at), thing);
};

/** As the search ranks them; among those as good, what is liked first. */
const doubtful = (products: readonly FoundProduct[], likes: (product: FoundProduct) => number): Verdict => {
  if (products.length === 0) return { state: 'unknown' };
  const band = ({ share }: FoundProduct): number => (share >= CLEARLY_AHEAD ? 0 : 1);
  const choices = products
    .map((product, place) => ({ product, place }))
    .sort((a, b) => {
      const [x, y] = [band(a.product), band(b.product)];
      return x - y || (x === 0 ? likes(b.product) - likes(a.product) : 0) || a.place - b.place;
    })
    .slice(0, MOST_CHOICES)
    .map(({ product }) => product);
  return { state: 'doubtful', choices };
};
