import { compareDecimals, multiplyDecimals, readDecimal } from '#kernel/decimal.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { MOST_QTY, type OrderLine } from '#modules/orders/index.ts';
import { BEFORE, NUMBERS, PACKS, PIECES, SHORT_UNITS } from './texts.ts';

/** What an amount is an amount of. */
export type Measured = Pick<OrderLine, 'unit' | 'packQty'>;

/** `absurd`: not above zero, or more than anybody orders; `no_pack`: nobody knows what a pack of it holds. */
export type AmountRefusal = 'unclear' | 'absurd' | 'no_pack';

export type ReadAmount = typeof readAmount;

/** Longer texts are no amounts. */
const LONGEST = 40;

/** An amount as people answer it ("3", "1,5 m", "2 packs", "five"): how much that is in the unit of the product. */
export const readAmount = (text: string, { unit, packQty }: Measured): Result<string, AmountRefusal> => {
  const said = text
    .normalize('NFKC')
    .toLowerCase()
    .trim()
    .replace(/[.!]+$/, '');
  if (said.length > LONGEST) return refuse('unclear');
  const [, before = '', digits = '', after = ''] =
    /^([^\d\s+−–-]*)\s*([-+−–]?\s*\d[\d\s.,]*)\s*(.*)$/u.exec(said) ?? [];
  if (digits === '') return inWords(said, { unit, packQty });
  if (before !== '' && !BEFORE.has(before)) return refuse('unclear');
  const number = readDecimal(digits.trim().replace(/[.,]$/, ''));
  return number.ok && number.value !== undefined
    ? inUnits(number.value, after, { unit, packQty })
    : refuse('unclear');
};

const inWords = (said: string, measured: Measured): Result<string, AmountRefusal> => {
  const [first = '', ...rest] = said.split(/\s+/);
  const number = NUMBERS.get(first);
  if (number !== undefined) return inUnits(number, rest.join(' '), measured);
  return PACKS.has(first) && rest.length === 0 ? inUnits('1', first, measured) : refuse('unclear');
};

const inUnits = (
  number: string,
  said: string,
  { unit, packQty }: Measured,
): Result<string, AmountRefusal> => {
  const word = bare(said);
  const own = unit === null ? '' : bare(unit);
  const isOwn = word === '' || PIECES.has(word) || word === own || isFormOf(word, own);
  if (isOwn || (PACKS.has(word) && PACKS.has(own))) return believed(number);
  if (!PACKS.has(word)) return refuse('unclear');
  return packQty === null ? refuse('no_pack') : believed(multiplyDecimals(number, packQty));
};

const believed = (qty: string): Result<string, 'absurd'> =>
  compareDecimals(qty, '0') > 0 && compareDecimals(qty, MOST_QTY) <= 0 ? ok(qty) : refuse('absurd');

/** Another ending of the unit, or its short form: of three letters at least, the shortest that tell units apart. */
const isFormOf = (word: string, unit: string): boolean =>
  SHORT_UNITS[unit]?.includes(word) === true ||
  (Math.min(word.length, unit.length) >= 3 && word.slice(0, 3) === unit.slice(0, 3));

const bare = (unit: string): string => unit.toLowerCase().trim().replace(/\.$/, '');
