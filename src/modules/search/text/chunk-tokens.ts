import { codesOf } from './code-tokens.ts';
import { readNumber } from './number-tokens.ts';
import { type Part, partsOf } from './parts.ts';
import { DIAMETER_WORDS, SQUARED_UNITS, TIMES_LETTERS, UNITS } from './texts.ts';
import { type Token, token } from './token.ts';
import { readWord } from './word-tokens.ts';

const UNIT = 0.25;
const DIAMETER = 0.2;
/** Digits; with more of them it is an article code. */
const LONGEST_DIAMETER = 4;

/** Tokens of a chunk, and what the next chunk must know. */
export interface ChunkReading {
  readonly tokens: readonly Token[];
  /** Places that the chunk takes. */
  readonly places: number;
  /** A unit may follow. */
  readonly endsWithNumber: boolean;
}

/** The 2 of square millimetres. */
const isSquare = (parts: readonly Part[], at: number): boolean => {
  const [unit, power] = [parts[at], parts[at + 1]];
  return (
    unit !== undefined && power?.from === unit.to && /^[23]$/.test(power.text) && SQUARED_UNITS.has(unit.text)
  );
};

/** A unit follows a number; letters that a number is glued to, `M8`, are none. */
const isUnit = (parts: readonly Part[], at: number, afterNumber: boolean): boolean => {
  const [before, part, after] = [parts[at - 1], parts[at], parts[at + 1]];
  if (part === undefined || !UNITS.has(part.text)) return false;
  if (after?.isNumber && after.from === part.to && !isSquare(parts, at)) return false;
  return before === undefined ? afterNumber : before.isNumber;
};

const isDiameter = (parts: readonly Part[], at: number): boolean => {
  const [before, part, after] = [parts[at - 1], parts[at], parts[at + 1]];
  if (part === undefined || !DIAMETER_WORDS.has(part.text)) return false;
  if (before?.isNumber && before.to === part.from) return false;
  return (
    after === undefined || (after.isNumber && after.from === part.to && after.text.length <= LONGEST_DIAMETER)
  );
};

/**
 * Reads one chunk of a prepared text. `afterNumber`: the chunk before ended with a number, so that a unit
 * standing alone is one.
 */
export const readChunk = (chunk: string, afterNumber: boolean): ChunkReading => {
  const parts = partsOf(chunk);
  const tokens: Token[] = [];
  let place = 0;
  let words = 0;
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] as Part;
    place++;
    if (part.isNumber) {
      const reading = readNumber(chunk, parts, at, place);
      tokens.push(...reading.tokens);
      at += reading.taken - 1;
    } else if (isUnit(parts, at, afterNumber)) {
      const unit = UNITS.get(part.text) ?? part.text;
      tokens.push(token({ kind: 'unit', key: unit, typed: part.text, weight: UNIT, place }));
      if (isSquare(parts, at)) at++;
    } else if (isDiameter(parts, at)) {
      tokens.push(token({ kind: 'unit', key: 'd', typed: part.text, weight: DIAMETER, place }));
    } else {
      words++;
      tokens.push(...readWord(part.text, chunk.charAt(part.to) === '.', place));
    }
  }
  const isChainOfNumbers =
    parts.length > 2 && !Array.from(`${TIMES_LETTERS}*`).some((sign) => chunk.includes(sign));
  tokens.push(...codesOf(chunk, words > 0 || isChainOfNumbers, place));
  return { tokens, places: place, endsWithNumber: parts.at(-1)?.isNumber ?? false };
};
