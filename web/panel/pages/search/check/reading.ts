import type { MatchKind, WordMatch } from '#modules/search/contract.ts';
import { keyOf } from '../spelling.ts';

/** How a match is told. */
export interface Reading {
  /** The typed word became another. */
  readonly changed: boolean;
  /** Why it did; undefined where there is nothing to explain. */
  readonly why: MatchKind | undefined;
}

const PLAIN: ReadonlySet<MatchKind> = new Set(['exact', 'form', 'number']);
const CYRILLIC = /\p{Script=Cyrillic}/u;

/** What a match means for a person: the office calls exact whatever means the same word in its own spelling. */
export const readingOf = ({ typed, found, kind }: Pick<WordMatch, 'typed' | 'found' | 'kind'>): Reading => {
  const changed = spelled(typed) !== spelled(found);
  if (!changed) return { changed, why: PLAIN.has(kind) ? undefined : kind };
  if (kind !== 'exact') return { changed, why: kind };
  return { changed, why: CYRILLIC.test(typed) === CYRILLIC.test(found) ? 'form' : 'transliteration' };
};

/** Matches in the order in which their words were typed; the office tells the weightiest first. */
export const asTyped = <Match extends Pick<WordMatch, 'typed'>>(
  matches: readonly Match[],
  query: string,
): readonly Match[] => {
  const whole = spelled(query);
  const place = ({ typed }: Match): number => {
    const at = whole.indexOf(spelled(typed));
    return at === -1 ? whole.length : at;
  };
  return matches.toSorted((a, b) => place(a) - place(b));
};

/** The sign between sizes and in decimals makes no other number. */
const spelled = (word: string): string =>
  keyOf(word)
    .replace(/(?<=\d)[\u0445x×*](?=\d)/g, 'x')
    .replace(/(?<=\d),(?=\d)/g, '.');
