import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { anyText } from '#test/any-text.ts';
import { defineTexts, LOCALES, type Locale, localeOf, plural } from './locale.ts';

describe('the language of a tag', () => {
  it.each<[string | null | undefined, Locale]>([
    ['ru', 'ru'],
    ['RU', 'ru'],
    ['ru-RU', 'ru'],
    ['en', 'en'],
    ['en-GB', 'en'],
    ['EN-us', 'en'],
    ['de', 'ru'],
    ['eng', 'ru'],
    ['', 'ru'],
    [undefined, 'ru'],
    [null, 'ru'],
  ])('%j is %s', (tag, locale) => {
    expect(localeOf(tag)).toBe(locale);
  });

  it('is one of ours, whatever the tag', () => {
    fc.assert(fc.property(anyText(20), (tag) => LOCALES.includes(localeOf(tag))));
  });
});

describe('plural', () => {
  const ru = { one: 'товар', few: 'товара', many: 'товаров', other: 'товара' };
  const en = { one: 'item', other: 'items' };

  it.each([
    [0, 'товаров', 'items'],
    [1, 'товар', 'item'],
    [2, 'товара', 'items'],
    [5, 'товаров', 'items'],
    [11, 'товаров', 'items'],
    [21, 'товар', 'items'],
    [112, 'товаров', 'items'],
    [1.5, 'товара', 'items'],
  ])('%d: %s, %s', (count, russian, english) => {
    expect(plural('ru', count, ru)).toBe(russian);
    expect(plural('en', count, en)).toBe(english);
  });

  it('takes `other` for a form that is not given', () => {
    expect(plural('ru', 5, { one: 'штука', other: 'штук' })).toBe('штук');
  });
});

describe('texts', () => {
  const texts = defineTexts(
    { hello: 'Привет', count: (n: number) => `Всего ${n}`, nested: { bye: 'Пока' } },
    { en: { hello: 'Hello', count: (n) => `In all ${n}`, nested: { bye: 'Bye' } } },
  );

  it('are there in every language', () => {
    expect(LOCALES.map((locale) => texts[locale].hello)).toEqual(['Привет', 'Hello']);
    expect(LOCALES.map((locale) => texts[locale].count(3))).toEqual(['Всего 3', 'In all 3']);
    expect(LOCALES.map((locale) => texts[locale].nested.bye)).toEqual(['Пока', 'Bye']);
  });

  it('have one type for all languages: words, not the words of one language', () => {
    expectTypeOf(texts.ru).toEqualTypeOf(texts.en);
    expectTypeOf(texts.en.hello).toEqualTypeOf<string>();
    expectTypeOf(texts.en.count).toEqualTypeOf<(n: number) => string>();
    expectTypeOf(texts).toHaveProperty('ru');
  });

  it('do not compile with a key missing, unknown, or of another shape', () => {
    const ru = { hello: 'Привет', count: (n: number) => `Всего ${n}`, nested: { bye: 'Пока' } };
    const en = { hello: 'Hello', count: (n: number) => `${n}`, nested: { bye: 'Bye' } };
    const { hello: _, ...missing } = en;
    // @ts-expect-error a missing key
    defineTexts(ru, { en: missing });
    // @ts-expect-error a missing key further down
    defineTexts(ru, { en: { ...en, nested: {} } });
    // @ts-expect-error a missing language
    defineTexts(ru, {});
    // @ts-expect-error an unknown language
    defineTexts(ru, { en, de: en });
    // @ts-expect-error an unknown key
    defineTexts({ hello: 'Привет' }, { en: { hello: 'Hello', helo: 'Hello' } });
    // @ts-expect-error words where a function is needed
    defineTexts(ru, { en: { ...en, count: 'In all' } });
    // @ts-expect-error a function of something else
    defineTexts(ru, { en: { ...en, count: (name: string) => name } });
    defineTexts(ru, { en });
    expectTypeOf(en).not.toEqualTypeOf(missing);
  });
});
