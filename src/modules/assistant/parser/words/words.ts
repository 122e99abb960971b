import { ADJECTIVE, CYRILLIC_WORD, GENITIVE_PLURAL_ADJECTIVE, VERBAL_NOUN, VOWEL } from '../forms/texts.ts';
import { remembered } from '../remembered.ts';
import type { Token } from '../token.ts';
import { isPhysical, soundOf, unitOf } from '../units/units.ts';
import {
  ADVERB,
  COMPANIES,
  EDGES,
  ENDED,
  FILLERS,
  GREETING,
  IMPERATIVE,
  INFINITIVE,
  NAMES,
  NOT_ADJECTIVES,
  PATRONYMIC,
  POLITE,
  PREPOSITIONS,
  REGION,
  SIDES,
  SIZED,
  TALK,
  TELLING,
  TELLING_ROOT,
  UNSIZED,
  WISHES,
} from './texts.ts';

export const isAdjective = remembered(
  (low: string): boolean =>
    low.length > 3 && ADJECTIVE.test(low) && !VERBAL_NOUN.test(low) && !NOT_ADJECTIVES.has(low),
);

/** Whether a new thing may begin with the word: a noun by its look, in small or large letters. */
export const isGoodsWord = (token: Token): boolean =>
  token.kind === 'word' &&
  CYRILLIC_WORD.test(token.low) &&
  VOWEL.test(token.low) &&
  !isAdjective(token.low) &&
  (token.named || !isSmall(token.low)) &&
  !isPhysical(token) &&
  unitOf(token.low) === undefined;

/** An adjective in the genitive plural, which stands before its noun. */
export const isPluralGenitive = (low: string): boolean =>
  low.length > 3 && GENITIVE_PLURAL_ADJECTIVE.test(low);

/** No word of any title. */
export const isFiller = (token: Token): boolean =>
  token.kind === 'word' &&
  (FILLERS.has(token.low) ||
    POLITE.test(token.low) ||
    (ADVERB.test(token.low) && !TALK.has(token.low)) ||
    soundsLikeFiller(token.low) ||
    isWish(token) ||
    ((IMPERATIVE.test(token.low) || INFINITIVE.test(token.low)) && !TALK.has(token.low)));
/** A word that asks for goods, however it is spelt. */
export const isWish = (token: Token): boolean =>
  token.kind === 'word' && (WISHES.has(token.low) || (token.low.length > 5 && soundsLikeWish(token.low)));
const soundsOf = (words: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...words].filter((word) => word.length > 5).map(soundOf));
const WISH_SOUNDS = soundsOf(WISHES);
const FILLER_SOUNDS = soundsOf(FILLERS);
const soundsLikeWish = remembered((low) => WISH_SOUNDS.has(soundOf(low)));
const soundsLikeFiller = remembered((low) => low.length > 5 && FILLER_SOUNDS.has(soundOf(low)));
export const isTalk = (token: Token): boolean =>
  token.kind === 'word' &&
  !token.named &&
  (TALK.has(token.low) || GREETING.test(token.low) || isTelling(token.low));
/** A verb that tells, a word of an address: beside it stands nothing wanted, unless an amount does. */
export const tells = ({ kind, low }: Token): boolean =>
  kind === 'word' && (isTelling(low) || REGION.test(low));
const isTelling = remembered(
  (low) =>
    TELLING_ROOT.test(low) ||
    (low.length > 5 && TELLING.test(low) && !ENDED.test(low) && !WISHES.has(low) && !FILLERS.has(low)),
);
export const isEdge = (token: Token): boolean =>
  EDGES.has(token.low) || (token.kind === 'mark' && !/[\p{L}\p{N}]/u.test(token.text));
/** A first name, a patronymic, the name of a company. */
export const isName = (token: Token): boolean =>
  token.kind === 'word' &&
  (NAMES.has(token.low) || (PATRONYMIC.test(token.low) && /^\p{Lu}/u.test(token.text)));
export const isCompany = (token: Token): boolean => token.kind === 'word' && COMPANIES.has(token.low);

/** A thing that is named by a bare number: "pipe 20". */
export const isSizedWord = (token: Token | undefined): boolean =>
  token?.kind === 'word' &&
  SIZED.some((stem) => token.low.startsWith(stem)) &&
  !UNSIZED.some((stem) => token.low.startsWith(stem));

/** Tells which of several: an adjective, a side. */
export const isQualityWord = (low: string): boolean => isAdjective(low) || SIDES.has(low);

const isSmall = (low: string): boolean =>
  FILLERS.has(low) ||
  WISHES.has(low) ||
  TALK.has(low) ||
  PREPOSITIONS.has(low) ||
  EDGES.has(low) ||
  IMPERATIVE.test(low);
