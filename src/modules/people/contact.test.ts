import fc from 'fast-check';
import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js';
import { describe, expect, it } from 'vitest';
import { anyText } from '#test/any-text.ts';
import { formatPhone, parseEmail, parseName, parsePhone } from './contact.ts';

const INVALID = { ok: false, reason: 'invalid' };
const anything = anyText(200);
const hugeDigits = '9'.repeat(10_000);

describe('a phone', () => {
  it.each([
    '+79991234567',
    '89991234567',
    '79991234567',
    '9991234567',
    '8 (999) 123-45-67',
    '+7 (999) 123-45-67',
    '+7-999-123-45-67',
    '8-999-123-45-67',
    '8.999.123.45.67',
    '8 999 1234567',
    '(999) 123 45 67',
    ' 8 999 123 45 67 ',
    '+7 999 123 45 67',
    '8–999–123–45–67',
    '＋７９９９１２３４５６７',
    'тел. 8 999 123-45-67',
    'tel:+79991234567',
    'Мой номер: 8(999)1234567, звоните',
  ])('%j is Russian', (text) => {
    expect(parsePhone(text)).toEqual({ ok: true, value: '+79991234567' });
  });

  it.each([
    ['8 (495) 123-45-67', '+74951234567'],
    ['8 800 555-35-35', '+78005553535'],
    ['+375 29 123-45-67', '+375291234567'],
    ['+7 701 123 45 67', '+77011234567'],
    ['+44 20 7946 0958', '+442079460958'],
    ['+1 (202) 555-0123', '+12025550123'],
    ['+998 90 123 45 67', '+998901234567'],
    // Of a range that nobody has given out yet.
    ['8 111 222-33-44', '+71112223344'],
  ])('%j is %s', (text, phone) => {
    expect(parsePhone(text)).toEqual({ ok: true, value: phone });
  });

  it.each([
    '',
    ' ',
    'нет',
    '12345',
    '+7 999 123-45-6',
    '+7 999 123-45-678',
    '+0 999 123 45 67',
    '0000000000',
    '+',
    '112',
    '02',
    // The 80 before a Belarusian number is cut off again and again: no two readings would be the same.
    '+375 88080000000',
    'труба 20мм 10 шт',
    '\u0000',
    '😀',
    hugeDigits,
    `${'x'.repeat(10_000)}89991234567`,
    '+'.repeat(10_000),
  ])('%j is none', (text) => {
    expect(parsePhone(text)).toEqual(INVALID);
  });

  it('never throws, and what it accepts is E.164', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const phone = parsePhone(text);
        if (phone.ok) expect(phone.value).toMatch(/^\+[1-9]\d{6,14}$/);
      }),
    );
  });

  it('however it is written for people, it is read as the same', () => {
    const countries = fc.constantFrom(...getCountries());
    fc.assert(
      fc.property(countries, fc.integer({ min: 1_000_000, max: 99_999_999_999 }), (country, national) => {
        const first = parsePhone(`+${getCountryCallingCode(country)}${national}`);
        if (!first.ok) return;
        const parsed = parsePhoneNumberFromString(first.value);
        if (!parsed) throw new Error(`${first.value} is no phone`);
        expect(parsePhone(first.value)).toEqual(first);
        expect(parsePhone(parsed.formatInternational())).toEqual(first);
        expect(parsePhone(parsed.format('RFC3966'))).toEqual(first);
        // What begins with 810, the way abroad, nobody has: it is written without the 8 before it.
        if (parsed.country === 'RU' && parsed.isValid())
          expect(parsePhone(parsed.formatNational())).toEqual(first);
      }),
      { numRuns: 500 },
    );
  });

  it('is shown with its groups, and read back as it was', () => {
    expect(formatPhone('+79991234567')).toBe('+7 999 123 45 67');
    expect(formatPhone('nonsense')).toBe('nonsense');
    expect(parsePhone(formatPhone('+4915123456789'))).toEqual({ ok: true, value: '+4915123456789' });
  });
});

describe('an e-mail', () => {
  it.each([
    ['anna@example.com', 'anna@example.com'],
    ['  Anna.Petrova+shop@Example.COM\n', 'anna.petrova+shop@example.com'],
    ["o'brien@sub.example.co.uk", "o'brien@sub.example.co.uk"],
  ])('%j is %s', (text, email) => {
    expect(parseEmail(text)).toEqual({ ok: true, value: email });
  });

  it.each([
    '',
    'anna',
    '@example.com',
    'anna@',
    'anna@example',
    'anna@@example.com',
    'anna @example.com',
    'anna@example..com',
    '.anna@example.com',
    'Anna <anna@example.com>',
    'a@example.com, b@example.com',
    'a@example.com\nBcc: b@example.com',
    `${'a'.repeat(250)}@example.com`,
    `${'a@'.repeat(5_000)}example.com`,
    '\u0000@example.com',
  ])('%j is none', (text) => {
    expect(parseEmail(text)).toEqual(INVALID);
  });

  it('never throws; what it accepts it accepts again unchanged', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), anything), (text) => {
        const email = parseEmail(text);
        if (email.ok) expect(parseEmail(email.value)).toEqual(email);
      }),
    );
  });
});

describe('a name', () => {
  it.each([
    ['Анна', 'Анна'],
    ['  Анна \t\n  Петрова ', 'Анна Петрова'],
    ["Jean-Luc O'Neill III", "Jean-Luc O'Neill III"],
    ['张伟', '张伟'],
    ['Я', 'Я'],
    ['ООО «Ромашка» №1 😀', 'ООО «Ромашка» №1 😀'],
    ['а'.repeat(100), 'а'.repeat(100)],
  ])('%j', (text, name) => {
    expect(parseName(text)).toEqual({ ok: true, value: name });
  });

  it.each([
    '',
    '   ',
    '123',
    '😀',
    '!!!',
    'а'.repeat(101),
    'Анна\u0007',
    'А\u0000',
    `a${'b'.repeat(10_000)}`,
  ])('%j is none', (text) => {
    expect(parseName(text)).toEqual(INVALID);
  });

  it('never throws; what it accepts is on one line and is accepted again unchanged', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const name = parseName(text);
        if (!name.ok) return;
        expect(name.value).toMatch(/^\S(.*\S)?$/u);
        expect(parseName(name.value)).toEqual(name);
      }),
    );
  });
});
