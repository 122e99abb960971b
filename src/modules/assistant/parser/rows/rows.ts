import { lowered, RANK } from '../token.ts';
import { rankOf, unitOf } from '../units/units.ts';
import { CHAT_HEAD, FORWARD_LABEL, LABEL, ROW_NOISE, SIGNATURE } from './texts.ts';

/** A row of the text without quotes, bullets and numbers of the list. */
export interface Row {
  readonly text: string;
  /** With its number, as a row of a table. */
  readonly cells: string;
  /** Nothing was left of it: the list before it has ended. */
  readonly blank: boolean;
}

/** Longest row; what follows is read as the next one. */
const LONGEST = 4_000;
const BULLET =
  /^(?:[-–—−•·●▪*+>◦‣✓✔✅☑►▶➤\u2460-\u2473\u2776-\u277F]|\p{Extended_Pictographic}\uFE0F?)+(?=\s|\p{L})\s*/u;
const NUMBERED =
  /^№\s?\d{1,3}(?=\s+\p{L})|^(?:№\s?)?\d{1,3}\s?(?:[.)](?=\s|\p{L}|$)|\)(?=\d{1,4}\s\p{L})|\uFE0F?\u20E3)\s*/u;

/** A number before a row without a dot or bracket: it counts the rows only where all do so in turn. */
const COUNTED = /^(\d{1,3})(?:\s?[-–—]\s+|[.)]\s?|\s+)(?=\p{L})/u;

/** The rows of a text in which goods may stand; rows of mail programs and signatures are blank. */
export const rowsOf = (text: string): Row[] => {
  let signed = false;
  const rows = text
    .split('\n')
    .flatMap(chunks)
    .flatMap(inlineNumbered)
    .map((typed) => {
      const plain = typed.replace(/^[\s>|]*>\s?/u, '').replace(FORWARD_LABEL, '');
      if (SIGNATURE.test(plain)) signed = true;
      else if (signed && /^\s*$/u.test(plain)) signed = signed && !/^\s*>/.test(typed);
      if (signed || ROW_NOISE.test(plain)) return '';
      return plain.replace(CHAT_HEAD, '').replace(/^ +| +$/g, '');
    });
  const counted = countedRows(rows);
  return rows.flatMap((row, at) => {
    // Of blank rows one tells as much as many.
    if (row === '' && (rows[at - 1] ?? '') === '') return [];
    let rest = row.replace(BULLET, '');
    rest = rest.replace(counted.has(at) ? COUNTED : NUMBERED, '').replace(BULLET, '');
    rest = rest.replace(LABEL, '');
    return { text: rest.trim(), cells: row.replace(BULLET, ''), blank: row === '' };
  });
};

const chunks = (row: string): string[] =>
  row.length <= LONGEST
    ? [row]
    : (row.match(new RegExp(`.{1,${LONGEST}}(?:\\s|$)|.{1,${LONGEST}}`, 'gsu')) ?? []);

/** "1. coal 10 bags 2. lighter 4 pcs": a numbered list in one row. */
const inlineNumbered = (row: string): string[] => {
  const first =
    /^\s*1([.)])\s?(?=\S)/.exec(row) ?? /(?<=[:\s])1(\))\s?(?=\S)|(?<=:\s?)1(\.)\s(?=\S)/.exec(row);
  const mark = first?.[1] ?? first?.[2];
  if (!first || !mark) return [row];
  const parts = first.index > 0 && first[0].startsWith('1') ? [row.slice(0, first.index)] : [];
  let from = parts.length > 0 ? first.index : 0;
  for (let number = 2; ; number += 1) {
    const at = row.indexOf(` ${number}${mark}`, from);
    if (at < 0 || /\d/.test(row.charAt(at + `${number}`.length + 2))) break;
    parts.push(row.slice(from, at));
    from = at + 1;
  }
  return [...parts, row.slice(from)];
};

/** Rows that begin with 1, 2, 3 … in turn, and have another amount: these numbers count the rows. */
const countedRows = (rows: readonly string[]): ReadonlySet<number> => {
  const places: number[] = [];
  let expected = 1;
  for (const [at, row] of rows.entries()) {
    if (row === '') continue;
    const first = COUNTED.exec(row)?.[1];
    if (first !== String(expected)) {
      if (expected > 1) break;
      continue;
    }
    places.push(at);
    expected += 1;
  }
  const amounts = places.filter((at) => hasAmount(rows[at]?.replace(/^\d+\s*/, '') ?? ''));
  return places.length > 1 && amounts.length * 2 > places.length ? new Set(places) : new Set();
};

/** What stands behind the first number of a row has another one; behind "1 pc" only one that counts: "1/2" is a size. */
const hasAmount = (rest: string): boolean =>
  isCounted(/^\p{L}+/u.exec(rest)?.[0])
    ? [...rest.matchAll(NUMBER_AND_WORD)].some(([, word]) => isCounted(word))
    : /\d/.test(rest);

const isCounted = (word = ''): boolean => {
  const unit = unitOf(lowered(word));
  return unit !== undefined && rankOf(unit) > RANK.measure;
};
const NUMBER_AND_WORD = /\d\s?(\p{L}{1,12})/gu;
