import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { z } from 'zod';
import { ok, type Result, refuse } from '#kernel/result.ts';

/**
 * A phone as people write it → E.164; numbers without a country code are read as Russian. It must be as long as phones
 * of its country are: which ranges are given out changes faster than a library does.
 */
export const parsePhone = (text: string): Result<string, 'invalid'> => {
  const phone = parsePhoneNumberFromString(text.slice(0, 64), 'RU');
  const isOneDigit = phone !== undefined && new Set(phone.nationalNumber).size === 1;
  return phone?.isPossible() && !isOneDigit && isItself(phone.number) ? ok(phone.number) : refuse('invalid');
};

/** Whether a number is read as itself: of no real one is the prefix within its country cut off once more. */
const isItself = (number: string): boolean => parsePhoneNumberFromString(number)?.number === number;

const Email = z.email().max(254);

/** An e-mail address, trimmed and in lower case. */
export const parseEmail = (text: string): Result<string, 'invalid'> => {
  const parsed = Email.safeParse(text.trim().toLowerCase());
  return parsed.success ? ok(parsed.data) : refuse('invalid');
};

/** A name of a person: 1 to 100 characters with at least one letter, white space folded. */
export const parseName = (text: string): Result<string, 'invalid'> => {
  const name = text.trim().replace(/\s+/g, ' ');
  return name.length <= 100 && /\p{L}/u.test(name) && !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(name)
    ? ok(name)
    : refuse('invalid');
};

/** A phone as people read it: +7 999 123 45 67. */
export const formatPhone = (phone: string): string =>
  parsePhoneNumberFromString(phone)?.format('INTERNATIONAL') ?? phone;
