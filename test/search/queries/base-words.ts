import type { Item } from '../catalogue/catalogue.ts';
import { loosePieces } from '../fold.ts';
import type { Random } from '../random.ts';
import type { Haystack } from './haystack.ts';

/** Most words that a hurried person types. */
const MOST = 6;

/**
 * The words of a title in its order, without punctuation around them. A size is one word, however it is
 * written: `1 1/4"`, `300 х 300`.
 */
export const wordsOf = (title: string): string[] =>
  title
    .replace(/(?<=^|\s)"(?=\p{L})([^"]+)"/gu, '$1')
    .replace(/(?<=\d)\s+([хx*×])\s+(?=\d)/giu, `${GLUE}$1${GLUE}`)
    .replace(/(?<=(?:^|[\sхx*×])\d)\s+(?=\d\/\d)/giu, GLUE)
    .split(/\s+/)
    .map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}"]+$/gu, '').replace(/(?<!\d)"$/, ''))
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .map((word) => word.replaceAll(GLUE, ' '));

/** Never in a title. */
const GLUE = '\u0001';

export const isRussian = (word: string): boolean => /^[а-яё]+$/i.test(word);

/**
 * The fewest words, in the order of the title, by which it is told from all others: the one that says what it
 * is, the `needed` ones (by place), then others as they come. Undefined where six do not tell.
 */
export const baseWords = (
  item: Item,
  { haystack, random, needed = [] }: { haystack: Haystack; random: Random; needed?: readonly number[] },
): string[] | undefined => {
  const words = wordsOf(item.title);
  const head = words.findIndex((word) => isRussian(word) && word.length > 2);
  const chosen = new Set([Math.max(head, 0), ...needed]);
  const tells = (place: number) => loosePieces(words[place] ?? '').length > 0;
  const rest = random.shuffled([...words.keys()].filter((place) => !chosen.has(place) && tells(place)));
  for (;;) {
    const base = words.filter((_, place) => chosen.has(place));
    if (base.length >= 2 && haystack.identifies(base, item)) return base;
    const next = rest.pop();
    if (next === undefined || chosen.size >= MOST) return undefined;
    chosen.add(next);
  }
};
