import { maskPhones } from '#platform/log/phones.ts';

const MAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{1,190}\.\p{L}{2,24}/gu;
/** The last two digits of a phone would read as an amount. */
const MASKED = /\*{3}\d{2}/g;

/** The order as it may leave the office: without phone numbers and mail addresses that somebody typed into it. */
export const withoutContacts = (text: string): string =>
  text
    .split('\n')
    .map((line) => maskPhones(line).replace(MASKED, '***').replace(MAIL, '***'))
    .join('\n');

/** Longer texts take a model longer than anybody waits. */
const LONGEST = 6_000;
/** A row of a table: a cell ends with a tab or a semicolon. */
const ROW = /\t|;.*\S/;

/** Whether the text is a pasted table, whose cells no model reads better than a parser. */
export const isTable = (text: string): boolean => {
  const rows = text.split('\n').filter((line) => line.trim() !== '');
  return rows.length > 1 && rows.filter((row) => ROW.test(row)).length * 2 > rows.length;
};

/** Whether the text is too long for a model. */
export const isTooLong = (text: string): boolean => text.length > LONGEST;
