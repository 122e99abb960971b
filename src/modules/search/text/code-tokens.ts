import { skeleton } from './look-alikes.ts';
import { UNITS } from './texts.ts';
import { type Token, token } from './token.ts';

const WHOLE_CODE = 0.8;
const JOINED_CODE = 0.6;
const SHORTEST = 3;
/** Digits alone are a code when there are many of them. */
const SHORTEST_OF_DIGITS = 5;
const LONGEST_JOINED = 20;
const LONGEST_PIECE = 10;
const MOST_PIECES = 4;

/** Units of one letter may well end a code: `10a`. */
const LONG_UNITS: ReadonlySet<string> = new Set(
  [...UNITS.keys()].filter((unit) => unit.length > 1).map((unit) => skeleton(unit)),
);

/** But not the Cyrillic letter that turns into `f`: article codes begin with that one. */
const DIAMETERS: ReadonlySet<string> = new Set(['d', 'dn', 'dy']);

/** A number with its unit or its diameter sign, `20mm`, `d20`, has tokens of its own. */
const isMeasure = (key: string): boolean =>
  LONG_UNITS.has(/^\d+([a-z]+)$/.exec(key)?.[1] ?? '') ||
  DIAMETERS.has(/^([a-z]+)\d{1,4}$/.exec(key)?.[1] ?? '');

const SEPARATORS = /[^a-z0-9]+/g;

const withoutSeparators = (text: string): string => skeleton(text).replace(SEPARATORS, '');

const code = (key: string, typed: string, weight: number, place: number, optional: boolean): Token =>
  token({ kind: 'code', key, typed, weight, place, optional });

/** Article codes of a chunk: the whole of it without separators, and its runs of letters and digits. */
export const codesOf = (chunk: string, hasWords: boolean, place: number): readonly Token[] => {
  if (!/\d/.test(chunk)) return [];
  const bones = skeleton(chunk);
  const whole = bones.replace(SEPARATORS, '');
  const isCode =
    whole.length >= SHORTEST && (/[a-z]/.test(whole) ? hasWords : whole.length >= SHORTEST_OF_DIGITS);
  const runs = hasWords
    ? (bones.match(/[a-z0-9]+/g) ?? []).filter(
        (run) => run.length >= SHORTEST && run !== whole && /\d/.test(run) && /[a-z]/.test(run),
      )
    : [];
  return [...(isCode ? [whole] : []), ...runs]
    .filter((key) => !isMeasure(key))
    .map((key) => code(key, chunk, WHOLE_CODE, place, false));
};

const CUT_CODE = /(?<![^\s,;()])(\p{L}{1,3}\.?)[\s,;()]+(?=(\d[^\s,;()]{0,8})(?:[\s,;()]|$))/gu;

/** Codes of a title that a space cuts after their letters: `DN 20`. */
export const codesAcrossSpaces = (prepared: string): readonly Token[] =>
  Array.from(prepared.matchAll(CUT_CODE), ([, letters = '', rest = '']) =>
    code(withoutSeparators(letters + rest), `${letters} ${rest}`, JOINED_CODE, 0, true),
  ).filter(({ key }) => key.length >= SHORTEST && !isMeasure(key));

/** Codes that a query may have typed with spaces: all runs of two to four pieces with a digit among them. */
export const codesOfWindows = (prepared: string): readonly Token[] => {
  const pieces = prepared.split(/\s+/).filter((piece) => piece !== '');
  const found: Token[] = [];
  for (let size = 2; size <= MOST_PIECES; size++) {
    for (let from = 0; from + size <= pieces.length; from++) {
      const window = pieces.slice(from, from + size);
      if (!window.some((piece) => /\d/.test(piece)) || window.some((piece) => piece.length > LONGEST_PIECE))
        continue;
      const key = withoutSeparators(window.join(''));
      if (key.length >= SHORTEST && key.length <= LONGEST_JOINED && !isMeasure(key))
        found.push(code(key, window.join(' '), JOINED_CODE, 0, true));
    }
  }
  return found;
};
