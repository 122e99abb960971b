import { cleanText } from '#kernel/text.ts';
import { NO, YES } from './texts.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** What 1C sends for a reference to nothing. */
const NOBODY = /^0{8}(?:-0{4}){3}-0{12}$/;
/** A line that is already as it shall be: most are. */
const NEAT = /^(?! )(?:[!-~\u00a1-\u00ac\u00ae-\u05ff]| (?! |$))*$/;
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}]|\s/gu;
const NO_WIDTH = /[\u00ad\u200b\u2060\ufeff]/g;

/** A text or number as one line: control characters out, spaces collapsed, ends trimmed; undefined for others. */
export const lineOf = (value: unknown): string | undefined => {
  // What JSON cannot hold, such as 1e400, comes as Infinity: no name of anything.
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'string') return undefined;
  if (value.length < 500 && NEAT.test(value)) return value;
  return cleanText(value).replace(NO_WIDTH, '').replace(UNSEEN, ' ').replace(/ {2,}/g, ' ').trim();
};

/** The first `length` UTF-16 units without half a character at the end. */
export const cutAt = (text: string, length: number): string =>
  text.length <= length
    ? text
    : text
        .slice(0, length)
        .replace(/[\uD800-\uDBFF]$/, '')
        .trimEnd();

/** Yes or no as programs and 1C write it; undefined for anything else. */
export const readFlag = (value: unknown): boolean | undefined => {
  if (typeof value === 'boolean') return value;
  const word = lineOf(value)?.toLowerCase() ?? '';
  return YES.includes(word) ? true : NO.includes(word) ? false : undefined;
};

/** An id of 1C in small letters; undefined where it refers to nothing. */
export const readId = (value: unknown): string | undefined => {
  const id = lineOf(value)?.toLowerCase();
  return id === undefined || id === '' || NOBODY.test(id) ? undefined : id;
};

/** Whether a text is an id of 1C, the empty one too. */
export const isUuid = (text: string): boolean => UUID.test(text);
