import type { Random } from '../random.ts';
import { isRussian } from './base-words.ts';

/** An ending as dictionaries have it, and what it becomes in other cases and in the plural. */
type Paradigm = readonly [ending: RegExp, forms: readonly string[]];

/** The first that fits counts: longer endings stand before shorter ones. */
const PARADIGMS: readonly Paradigm[] = [
  [/(?<=[жчшщ])ий$/, ['его', 'ие', 'ая', 'ему']],
  [/(?<=[гкх])ий$/, ['ого', 'ие', 'ая', 'ому']],
  [/(?<=н)ий$/, ['его', 'ие', 'яя']],
  [/(?:ый|ой)$/, ['ого', 'ые', 'ая', 'ую', 'ому']],
  [/ая$/, ['ой', 'ую', 'ые']],
  [/яя$/, ['ей', 'юю', 'ие']],
  [/ое$/, ['ого', 'ые', 'ому']],
  [/ые$/, ['ых', 'ый', 'ым']],
  [/ие$/, ['их', 'ия']],
  [/ия$/, ['ии', 'ию']],
  [/ка$/, ['ки', 'ку', 'кой']],
  [/(?<=[гжхчшщц])а$/, ['и', 'у', 'е']],
  [/а$/, ['ы', 'у', 'ой', 'е']],
  [/я$/, ['и', 'ю', 'ей']],
  [/о$/, ['а', 'у', 'ом']],
  [/(?<=ел|ар|ит)ь$/, ['я', 'и', 'ей', 'ем']],
  [/ь$/, ['и', 'ью']],
  [/й$/, ['я', 'и', 'ев']],
  [/ок$/, ['ка', 'ки', 'ков']],
  [/ец$/, ['ца', 'цы', 'цов']],
  [/(?<=[гк])$/, ['а', 'и', 'ов', 'ом']],
  [/(?<=[жчшщ])$/, ['а', 'и', 'ей']],
  [/(?<=[бвдзлмнпрстф])$/, ['а', 'ы', 'ов', 'ом']],
];

/** Another form of a Russian word in small letters; undefined for words too short or without a known ending. */
export const inflected = (word: string, random: Random): string | undefined => {
  if (!isRussian(word) || word.length < 4) return undefined;
  const paradigm = PARADIGMS.find(([ending]) => ending.test(word));
  return paradigm && word.replace(paradigm[0], random.pick(paradigm[1]));
};
