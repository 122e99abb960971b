import { skeleton } from './look-alikes.ts';
import { WORDS_OF_ONE_LETTER } from './texts.ts';
import type { Token } from './token.ts';
import { queryTokens, titleTokens } from './tokenize.ts';

/**
 * Whether a title has every number of a text, and everything as often as the text says it: a search forgives what is
 * missing of many words, whoever orders does not. How words are spelled is not looked at.
 */
export const holdsNumbers = (title: string, text: string): boolean => {
  const wanted = counted(queryTokens(text).filter(({ alternative, optional }) => !alternative && !optional));
  const had = counted(titleTokens(title));
  return [...wanted].every(([key, { kind, times }]) => {
    if (kind === 'word' && times < 2) return true;
    return (had.get(key)?.times ?? 0) >= times;
  });
};

/**
 * Whether no letter that stands alone in a text, as the M of a thread or the L of a left door, is another one in the
 * title. A letter that the title has no other for is the spelling of somebody: a preposition, a unit.
 */
export const holdsLetters = (title: string, text: string): boolean => {
  const wanted = lettersOf(queryTokens(text));
  const others = lettersOf(titleTokens(title)).filter((letter) => {
    const at = wanted.indexOf(letter);
    if (at >= 0) wanted.splice(at, 1);
    return at < 0;
  });
  return wanted.length === 0 || others.length === 0;
};

/** In Latin letters as they look; twice where it stands twice. */
const lettersOf = (tokens: readonly Token[]): string[] =>
  tokens.flatMap(({ kind, key, typed }) => {
    if (typed.length !== 1) return [];
    if (kind === 'unit') return [key];
    return kind === 'word' && !WORDS_OF_ONE_LETTER.includes(typed) ? [skeleton(typed)] : [];
  });

const counted = (tokens: readonly Token[]) => {
  const counts = new Map<string, { readonly kind: string; times: number }>();
  for (const { kind, key, typed } of tokens) {
    if (kind !== 'number' && (kind !== 'word' || typed.length < 2)) continue;
    const count = counts.get(`${kind} ${key}`);
    if (count) count.times += 1;
    else counts.set(`${kind} ${key}`, { kind, times: 1 });
  }
  return counts;
};
