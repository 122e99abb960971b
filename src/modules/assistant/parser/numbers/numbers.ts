import { compareDecimals, readDecimal, shortDecimal } from '#kernel/decimal.ts';
import { MOST_QTY } from '../../contract.ts';
import type { Token } from '../token.ts';
import { unitAt } from '../units/units.ts';
import {
  AND_A_HALF,
  COUPLE,
  GROUPS,
  HALF,
  NUMBER_WORDS,
  ONE_PAIR,
  OR,
  ORDINAL,
  OTHER,
  PAIRED,
  PART_WORDS,
} from './texts.ts';

/** A number that is said by one or more tokens. */
export interface Said {
  /** Decimal text; null: zero or more than is believed. */
  readonly qty: string | null;
  readonly length: number;
  /** In words: never a size. */
  readonly worded: boolean;
}

/** Exact decimal text that is believed as an amount; null for zero, nonsense, and more than `MOST_QTY`. */
export const believed = (text: string): string | null => {
  if (/^[1-9]\d{0,3}$/.test(text)) return text;
  const read = readDecimal(text);
  if (!read.ok || read.value === undefined) return null;
  const qty = shortDecimal(read.value);
  return compareDecimals(qty, '0') > 0 && compareDecimals(qty, String(MOST_QTY)) <= 0 ? qty : null;
};

export const isDash = (token: Token | undefined): boolean =>
  token?.kind === 'mark' && /^[-‐‑‒–—−]$/u.test(token.text);

/**
 * The number that begins at `at`. Of two ("5-6", "five or six", "a ten or two") it is the larger one: rather one
 * too many than a second way to the shop. `afterTitle`: a spaced dash after a thing parts its size from its amount.
 */
export const numberAt = (tokens: readonly Token[], at: number, afterTitle: boolean): Said | undefined => {
  const first = single(tokens, at);
  if (!first) return undefined;
  const next = at + first.length;
  const dash = tokens[next];
  const isRange = isDash(dash) && !(afterTitle && dash?.gap);
  if (!isRange && !(dash && OR.has(dash.low))) return first;
  const second = single(tokens, next + 1);
  // "10-12 thousand": both are counted in the same group.
  const high = second?.worded ? (tokens[next + 1]?.text ?? '') : second?.qty;
  if (!second || !(isLittleMore(first.qty, second.qty) || isLittleMore(first.qty, high ?? null)))
    return first;
  return { qty: second.qty, length: first.length + 1 + second.length, worded: first.worded };
};

/** «5-6» is a range; «20-100» is a size and an amount. */
const isLittleMore = (low: string | null, high: string | null): boolean => {
  const [from, to] = [Number(low), Number(high)];
  return from > 0 && to > from && (to <= 2 * from || to <= 5);
};

const single = (tokens: readonly Token[], at: number): Said | undefined => {
  const token = tokens[at];
  if (token?.kind === 'number') return digits(tokens, at);
  return token?.kind === 'word' ? worded(tokens, at) : undefined;
};

const digits = (tokens: readonly Token[], at: number): Said | undefined => {
  const token = tokens[at];
  if (!token) return undefined;
  const next = tokens[at + 1];
  if (next?.kind === 'number' && next.gap && isThousands(tokens, at))
    return { qty: believed(token.text + next.text), length: 2, worded: false };
  const group = next?.kind === 'word' ? GROUPS.get(next.low) : undefined;
  if (group !== undefined) {
    const dot = tokens[at + 2]?.text === '.' && !tokens[at + 2]?.gap ? 1 : 0;
    return { qty: times(believed(token.text), group), length: 2 + dot, worded: true };
  }
  const half = isHalf(tokens, at + 1) ? 2 : 0;
  const plain = /^\d{1,3}(?:\.000)+$/.test(token.text) ? token.text.replaceAll('.', '') : token.text;
  return { qty: half ? plus(believed(plain), 0.5) : believed(plain), length: 1 + half, worded: false };
};

/** `1 000`: a group of zeros; `1 500` only where no size can stand before it. */
const isThousands = (tokens: readonly Token[], at: number): boolean => {
  const [first, second, before] = [tokens[at]?.text ?? '', tokens[at + 1]?.text ?? '', tokens[at - 1]];
  if (!/^\d{1,2}$/.test(first)) return false;
  return (
    second === '000' ||
    (/^\d[05]0$/.test(second) && /^[1-9]$/.test(first) && (!before || (isDash(before) && before.gap)))
  );
};

const worded = (tokens: readonly Token[], at: number): Said | undefined => {
  const first = tokens[at];
  if (!first) return undefined;
  const pair = first.low.split('-');
  if (pair.length === 2) return hyphened(pair);
  if (COUPLE.has(first.low)) return couple(tokens, at);
  const part = PART_WORDS.get(first.low);
  // The word for a half alone is a floor.
  if (first.low === HALF && !unitAt(tokens, at + 1)) return undefined;
  if (part !== undefined) {
    const group = GROUPS.get(tokens[at + 1]?.low ?? '');
    return { qty: group ? times(part, group) : part, length: group ? 2 : 1, worded: true };
  }
  const groups = roundedGroups(tokens, at);
  if (groups) return groups;
  // A hundred in capitals is a garage.
  if (first.text.length > 1 && first.text === first.text.toUpperCase() && at > 0) return undefined;
  const said = belowThousand(tokens, at);
  let value = said.value;
  let next = at + said.length;
  const following = tokens[next]?.low ?? '';
  if (next > at && ORDINAL.test(following)) return undefined;
  const group = GROUPS.get(following);
  if (group !== undefined) {
    value = Math.max(1, value) * group;
    next += 1;
    const rest = group === 1000 ? belowThousand(tokens, next) : undefined;
    value += rest?.value ?? 0;
    next += rest?.length ?? 0;
  }
  if (next === at) return undefined;
  const half = isHalf(tokens, next);
  return {
    qty: believed(half ? `${value}.5` : `${value}`),
    length: next - at + (half ? 2 : 0),
    worded: true,
  };
};

/** "Tens two": about twenty. */
const roundedGroups = (tokens: readonly Token[], at: number): Said | undefined => {
  const group = GROUPS.get(tokens[at]?.low ?? '');
  const count = NUMBER_WORDS.get(tokens[at + 1]?.low ?? '') ?? 0;
  if (!group || count < 2 || count > 9 || unitAt(tokens, at + 2)) return undefined;
  return { qty: believed(`${group * count}`), length: 2, worded: true };
};

/** Number words that add up: hundreds, tens, ones. */
const belowThousand = (tokens: readonly Token[], at: number) => {
  let value = 0;
  let room = 1000;
  let next = at;
  for (let word = tokens[next]; word?.kind === 'word'; next += 1, word = tokens[next]) {
    const one = NUMBER_WORDS.get(word.low);
    if (one === undefined || one >= room) break;
    value += one;
    room = one >= 100 ? 100 : one >= 20 ? 10 : 1;
  }
  return { value, length: next - at };
};

/** "Five-six", "a ten or two", "two or three". */
const hyphened = ([low = '', high = '']: readonly string[]): Said | undefined => {
  const from = NUMBER_WORDS.get(low) ?? GROUPS.get(low);
  if (from === undefined && !COUPLE.has(low)) return undefined;
  const to = high === OTHER ? 2 * (from ?? 1) : NUMBER_WORDS.get(high);
  if (to === undefined) return COUPLE.has(low) ? { qty: '3', length: 1, worded: true } : undefined;
  return { qty: believed(`${Math.max(from ?? 0, to)}`), length: 1, worded: true };
};

/** Two of something; of paired things it is a unit, which its own word tells. */
const couple = (tokens: readonly Token[], at: number): Said | undefined => {
  // A twisted pair is a cable.
  if (ONE_PAIR.test(tokens[at - 1]?.low ?? '')) return undefined;
  const group = GROUPS.get(tokens[at + 1]?.low ?? '');
  if (group !== undefined) return { qty: `${2 * group}`, length: 2, worded: true };
  const isPaired = [-3, -2, -1, 1, 2].some((near) =>
    PAIRED.some((stem) => tokens[at + near]?.low.startsWith(stem)),
  );
  return isPaired ? undefined : { qty: '2', length: 1, worded: true };
};

const isHalf = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.low === AND_A_HALF[0] && tokens[at + 1]?.low === AND_A_HALF[1];

const times = (qty: string | null, by: number): string | null =>
  qty === null ? null : believed(String(Math.round(Number(qty) * by * 1000) / 1000));
const plus = (qty: string | null, more: number): string | null =>
  qty === null ? null : believed(String(Number(qty) + more));
