import { looksLikeBoth, skeleton } from './look-alikes.ts';
import { phoneticKey } from './phonetic-key.ts';
import { remember } from './remember.ts';
import { stem } from './stem.ts';
import { FILLER, SHOP_TALK } from './texts.ts';
import { type Token, token } from './token.ts';

const FILLER_WEIGHT = 0.2;
const ONE_LETTER = 0.35;
const TWO_LETTERS = 0.8;

/** Longer words show their alphabet. */
const LONGEST_SKELETON = 4;

/** Words that weigh no more than this are not looked for by themselves: filler. */
export const MEANINGFUL = 0.3;

const KEPT_WORDS = 50_000;

const formOf = remember(KEPT_WORDS, phoneticKey);

/** Shorter stems are those of other words, too. */
const SHORTEST_STEM = 4;

const SHOP_TALK_FORMS: ReadonlySet<string> = new Set(SHOP_TALK.map(formOf));
const SHOP_TALK_STEMS: ReadonlySet<string> = new Set(
  [...SHOP_TALK_FORMS].map(stem).filter((key) => key.length >= SHORTEST_STEM),
);

/** Whether a word is said about the shop, in any form, and so is no misspelling of another. */
export const isShopTalk = (form: string): boolean =>
  SHOP_TALK_FORMS.has(form) || SHOP_TALK_STEMS.has(stem(form));

const weightOf = (word: string): number => {
  if (FILLER.has(word)) return FILLER_WEIGHT;
  if (word.length === 1) return ONE_LETTER;
  return word.length === 2 ? TWO_LETTERS : 1;
};

/** A word, and how it looks where its alphabet cannot be told. */
export const readWord = (surface: string, abbreviated: boolean, place: number): readonly Token[] => {
  const form = formOf(surface);
  const weight = weightOf(surface);
  const word = token({
    kind: 'word',
    key: stem(form),
    typed: surface,
    weight,
    place,
    spelling: { form, surface, abbreviated },
  });
  if (surface.length > LONGEST_SKELETON || !looksLikeBoth(surface)) return [word];
  return [
    word,
    token({ kind: 'skeleton', key: skeleton(surface), typed: surface, weight, place, alternative: true }),
  ];
};
