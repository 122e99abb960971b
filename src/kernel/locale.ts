/** Languages the product speaks; the first is the default. */
export const LOCALES = ['ru', 'en'] as const;

export type Locale = (typeof LOCALES)[number];

/** The best of our languages for a BCP 47 tag such as `en-GB`; Russian when there is none. */
export const localeOf = (tag: string | null | undefined): Locale =>
  LOCALES.find((locale) => tag?.toLowerCase().split('-')[0] === locale) ?? 'ru';

/** The same shape with every literal type widened: what a translation must match. */
type Widened<T> = T extends string
  ? string
  : T extends (...args: infer Args) => unknown
    ? (...args: Args) => string
    : { readonly [Key in keyof T]: Widened<T[Key]> };

/** Texts in every language: Russian defines the keys, the others must match or it does not compile. */
export const defineTexts = <const Russian extends object>(
  ru: Russian,
  others: { readonly [L in Exclude<Locale, 'ru'>]: Widened<Russian> },
): Readonly<Record<Locale, Widened<Russian>>> => ({ ru: ru as unknown as Widened<Russian>, ...others });

/** The plural form for `count` by the rules of the language (CLDR). */
export const plural = (
  locale: Locale,
  count: number,
  forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string },
): string => forms[new Intl.PluralRules(locale).select(count)] ?? forms.other;
