const GAP = String.raw`[\s().\-]{0,2}`;
const NARROW = String.raw`[\s()\-]{0,2}`;

/**
 * Shapes of phone numbers in free text. A sign or a Russian prefix is required, or the usual grouping, so
 * that ids, timestamps, hex and UUIDs stay readable; a bare number behind a word such as "chat" is an id.
 */
const SHAPES = [
  String.raw`(?<!\w)(?:\+|%2B)7(?:${GAP}\d){10}(?!\d)`,
  String.raw`(?<!\w)(?:\+|%2B)\d(?:${GAP}\d){9,14}(?!\d)`,
  String.raw`(?<![\w.+\-])[78]${NARROW}[3-9](?:${NARROW}\d){9}(?![\w]|[.\-]\d)`,
  String.raw`(?<![\w.+\-])\(?9\d\d${NARROW}\d{3}[\s\-]?\d\d[\s\-]?\d\d(?![\w]|[.\-]\d)`,
  String.raw`(?<![\w.+\-])\([3-8]\d\d\)\s?\d{3}[\s\-]?\d\d[\s\-]?\d\d(?![\w]|[.\-]\d)`,
  String.raw`(?<![\w.+\-])\d{1,3}[\s\-]\(?\d{2,3}\)?[\s\-]\d{3}[\s\-]\d\d[\s\-]\d\d(?![\w]|[.\-]\d)`,
];

const PHONE = new RegExp(SHAPES.join('|'), 'gi');
const DATE = /\d{4}-\d{2}-\d{2}/;
const ID_BEFORE = /(?:\bid|_id|chat|user|order|message|update|offset)["']?\s?[=:#]?\s?["']?$/i;
const BARE_DIGITS = /^\d+$/;

/** The text with every phone number cut to its last two digits: `***67`. */
export const maskPhones = (text: string): string =>
  text.replace(PHONE, (found: string, at: number) => {
    const isDate = !/^[+%]/.test(found) && DATE.test(found);
    const isId = BARE_DIGITS.test(found) && ID_BEFORE.test(text.slice(Math.max(0, at - 20), at));
    return isDate || isId ? found : lastTwo(found);
  });

/** A value known to be a phone number, in any shape, cut to its last two digits. */
export const lastTwo = (phone: string): string => `***${phone.replace(/\D/g, '').slice(-2)}`;
