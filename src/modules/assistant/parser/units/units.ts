import type { Unit } from '../../contract.ts';
import { VOWEL } from '../forms/texts.ts';
import { remembered } from '../remembered.ts';
import { RANK, type Token } from '../token.ts';
import {
  AFTER_METRE,
  BEFORE_SIZE,
  CONTAINERS,
  CUBIC,
  HYPHENED,
  INVERTED,
  METRES,
  NO_UNITS,
  PHYSICAL,
  PHYSICAL_STUCK,
  RUNNING,
  SINGLE,
  SOUNDS,
  SQUARE,
  SQUARES,
  UNIT_WORDS,
} from './texts.ts';

/** A word as it sounds, its first letter as it is written: how misspelt units are known. */
export function soundOf(word: string): string {
  return (
    word.charAt(0) +
    [...word.slice(1)]
      .map((letter) => SOUNDS[letter] ?? letter)
      .join('')
      .replace(/(.)\1+/gu, '$1')
  );
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const UNIT_OF: ReadonlyMap<string, Unit> = new Map(
  Object.entries(UNIT_WORDS).flatMap(([unit, words]) =>
    words.split(' ').map((word): [string, Unit] => [word, unit as Unit]),
  ),
);
const FIRST_OF_TWO: readonly (readonly [ReadonlySet<string>, Unit])[] = [
  [setOf(RUNNING), 'metre'],
  [setOf(SQUARE), 'square_metre'],
  [setOf(CUBIC), 'cubic_metre'],
];
const AFTER: readonly (readonly [ReadonlySet<string>, Unit])[] = Object.entries(AFTER_METRE).map(
  ([unit, words]) => [setOf(words), unit as Unit],
);
const METRE_WORDS = setOf(METRES);
/** Shorter words are other words when a letter is another. */
const SHORTEST_MISSPELT = 5;
const BY_SOUND: ReadonlyMap<string, Unit> = new Map(
  [...UNIT_OF]
    .filter(([word]) => word.length >= SHORTEST_MISSPELT)
    .map(([word, unit]) => [soundOf(word), unit]),
);

/** Units that lost one vowel in haste. */
const WITHOUT_VOWEL: ReadonlyMap<string, Unit> = new Map(
  [...UNIT_OF]
    .filter(([word]) => word.length >= SHORTEST_MISSPELT)
    .flatMap(([word, unit]) =>
      [...word].flatMap((letter, at): [string, Unit][] =>
        at > 0 && VOWEL.test(letter) ? [[word.slice(0, at) + word.slice(at + 1), unit]] : [],
      ),
    )
    .filter(([word]) => word.length >= SHORTEST_MISSPELT - 1),
);
/** Their beginnings, cut off by an abbreviation. */
const CUT_SHORT: ReadonlyMap<string, Unit> = new Map(
  [...UNIT_OF].flatMap(([word, unit]) =>
    Array.from({ length: Math.max(0, word.length - SHORTEST_MISSPELT) }, (_, more): [string, Unit] => [
      word.slice(0, SHORTEST_MISSPELT + more),
      unit,
    ]),
  ),
);

/** Longest word that is an abbreviation: a dot after it belongs to it. */
const LONGEST_ABBREVIATION = 5;

const MEASURES: ReadonlySet<Unit> = new Set<Unit>([
  'metre',
  'square_metre',
  'cubic_metre',
  'litre',
  'kilogram',
  'tonne',
]);
const PIECES: ReadonlySet<Unit> = new Set<Unit>(['piece', 'pair']);

/** Words that make the number before or after them a size. */
export const isPhysical = (token: Token): boolean =>
  PHYSICAL_WORDS.has(token.low) ||
  (STUCK.has(token.low) && (!token.gap || token.text !== token.text.toLowerCase()));
export const isBeforeSize = (token: Token): boolean => SIZE_HEADS.has(token.low);
export const isInverted = (token: Token): boolean =>
  INVERTED_WORDS.has(token.low) ||
  (token.low.length >= SHORTEST_MISSPELT &&
    !UNIT_OF.has(token.low) &&
    INVERTED_SOUNDS.has(soundOf(token.low)));
export const isSingle = (token: Token): boolean => SINGLE_WORDS.has(token.low);
export const isContainer = (token: Token): boolean => CONTAINER_WORDS.has(token.low);

const PHYSICAL_WORDS = setOf(PHYSICAL);
const STUCK = setOf(PHYSICAL_STUCK);
const SIZE_HEADS = setOf(BEFORE_SIZE);
const INVERTED_WORDS = setOf(INVERTED);
const INVERTED_SOUNDS: ReadonlySet<string> = new Set(
  [...INVERTED_WORDS].filter((word) => word.length >= SHORTEST_MISSPELT).map(soundOf),
);
const SINGLE_WORDS = setOf(SINGLE);
const CONTAINER_WORDS = setOf(CONTAINERS);

/** The unit of one word, such as that of a cell or a stuck ending. */
export const unitOf = remembered((low: string): Unit | undefined => {
  const word = low.replace(/\.+$/, '');
  const known = UNIT_OF.get(word);
  if (known || word.length < SHORTEST_MISSPELT - 1 || NO_UNITS.has(word)) return known;
  const short = HYPHENED.exec(word)?.[1];
  if (short) return UNIT_OF.get(short);
  return (
    WITHOUT_VOWEL.get(word) ??
    CUT_SHORT.get(word) ??
    (word.length >= SHORTEST_MISSPELT ? BY_SOUND.get(soundOf(word)) : undefined) ??
    withLetterMore(word)
  );
});

/** A long unit with one letter too many. */
const withLetterMore = (word: string): Unit | undefined => {
  if (word.length < LONG_MISSPELT || word.length > LONGEST_MISSPELT) return undefined;
  for (let at = 1; at < word.length; at += 1) {
    const unit = UNIT_OF.get(word.slice(0, at) + word.slice(at + 1));
    if (unit) return unit;
  }
  return undefined;
};
const LONG_MISSPELT = 7;
const LONGEST_MISSPELT = 12;

/** How much an amount in that unit is believed. */
export const rankOf = (unit: Unit): number => {
  if (unit === 'gram') return RANK.gram;
  if (MEASURES.has(unit)) return RANK.measure;
  return PIECES.has(unit) ? RANK.piece : RANK.container;
};

/** The unit that begins at `at`, and how many tokens it takes with its dots. */
export const unitAt = (
  tokens: readonly Token[],
  at: number,
): { readonly unit: Unit; readonly length: number } | undefined => {
  const first = tokens[at];
  if (first?.kind !== 'word' && first?.kind !== 'code') return undefined;
  const squared = FIRST_OF_TWO.find(([words]) => words.has(first.low))?.[1];
  if (squared) {
    const next = at + 1 + dots(tokens, at + 1);
    const metre = tokens[next];
    if (metre && METRE_WORDS.has(metre.low))
      return { unit: squared, length: next + 1 + dots(tokens, next + 1) - at };
    if (first.low === SQUARES && metre?.kind !== 'number') return { unit: squared, length: next - at };
  }
  const unit = unitOf(first.low);
  if (!unit) return undefined;
  if (unit === 'metre') {
    const next = at + 1 + dots(tokens, at + 1, './');
    const second = tokens[next];
    const found = second && !isFarFrom(second) && AFTER.find(([words]) => words.has(second.low))?.[1];
    if (found) return { unit: found, length: next + 1 + dots(tokens, next + 1) - at };
  }
  const dot = first.low.length <= LONGEST_ABBREVIATION ? dots(tokens, at + 1) : 0;
  return { unit, length: 1 + dot };
};

/** One dot that is stuck to the word before. */
const dots = (tokens: readonly Token[], at: number, marks = '.'): number => {
  const mark = tokens[at];
  return mark?.kind === 'mark' && !mark.gap && marks.includes(mark.text) ? 1 : 0;
};

/** After white space a single letter may be any word. */
const isFarFrom = (token: Token): boolean => token.gap && token.low.length < 2;
