import type { Locale } from '#kernel/locale.ts';
import type { DoubtAct } from './doubts.ts';
import { texts } from './texts.ts';

/** What is said instead of pressing a button of a doubt; `place` counts its choices from 0. */
export const doubtSaid = (
  text: string,
  locale: Locale,
): { readonly act: DoubtAct; readonly place?: number } | undefined => {
  const words = texts[locale];
  const said = text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const place = [words.first, words.second, words.third].findIndex((ordinals) => ordinals.includes(said));
  if (place >= 0) return { act: 'choose', place };
  if (words.otherWords.includes(said)) return { act: 'other' };
  if (words.officeWords.includes(said)) return { act: 'office' };
  return words.dropWords.includes(said) ? { act: 'drop' } : undefined;
};
