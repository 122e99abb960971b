import type { Locale } from '#kernel/locale.ts';

/** A language by its own name, with a capital letter. */
export const nameOfLanguage = (locale: Locale): string => {
  const name = new Intl.DisplayNames(locale, { type: 'language' }).of(locale) ?? locale;
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
};
