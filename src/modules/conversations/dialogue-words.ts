import { LOCALES } from '#kernel/locale.ts';
import type { Dialogue } from './dialogue.ts';
import { texts } from './texts.ts';

/** The titles of a dialogue in every language, bare. */
export const titlesOf = ({ words }: Dialogue): readonly string[] =>
  words ? distinct(LOCALES.map((locale) => words[locale].title)) : [];

/** The other phrases that begin it in any language, bare. */
export const phrasesOf = (dialogue: Dialogue): readonly string[] => {
  const titles = titlesOf(dialogue);
  const phrases = LOCALES.flatMap((locale) => dialogue.words?.[locale].phrases ?? []);
  return distinct(phrases).filter((phrase) => !titles.includes(phrase));
};

/**
 * A text as names are compared: without case and yo, signs at its ends, and politeness. A slash at its beginning stays:
 * that is a command.
 */
export const bare = (text: string): string => {
  const folded = text.normalize('NFC').toLowerCase().replaceAll(YO, YE);
  const words = betweenSigns(folded).split(/\s+/).map(withoutComma);
  const meant = words.filter((word) => !POLITE.has(word));
  return betweenSigns((meant.length > 0 ? meant : words).join(' ')) || folded.trim();
};

/** Bare words without those by which somebody only begins to speak. */
export const withoutOpening = (text: string): string => {
  const words = bare(text).split(' ');
  const start = words.findIndex((word) => !OPENINGS.has(word));
  return words.slice(Math.max(0, start)).join(' ');
};

/** Cyrillic letters that people use for one another. */
const [YO, YE] = ['\u0451', '\u0435'] as const;

const betweenSigns = (text: string): string => /[\p{L}\p{N}/](?:.*[\p{L}\p{N}])?/su.exec(text)?.[0] ?? '';

const withoutComma = (word: string): string => (word.endsWith(',') ? word.slice(0, -1) : word);

const POLITE = new Set(LOCALES.flatMap((locale) => texts[locale].please));

const OPENINGS = new Set(LOCALES.flatMap((locale) => texts[locale].openings));

const distinct = (phrases: readonly string[]): string[] => [...new Set(phrases.map(bare))];
