import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react';
import { LOCALES, type Locale, localeOf } from '#kernel/locale.ts';
import { remember, remembered } from './memory.ts';

const KEY = 'kontora.panel.locale';

interface Language {
  readonly locale: Locale;
  /** Keeps the choice in this browser, before what the person's card says. */
  choose(locale: Locale): void;
  /** What the person's card says: it counts until they choose here. */
  suggest(tag: string): void;
}

const LanguageContext = createContext<Language | undefined>(undefined);

/** Gives everything below its language: chosen here, else the person's, else the browser's. */
export const LanguageProvider = ({ children }: { readonly children: ReactNode }) => {
  const [chosen, setChosen] = useState(() => LOCALES.find((locale) => locale === remembered(KEY)));
  const [suggested, suggest] = useState<string>();
  const locale = chosen ?? localeOf(suggested ?? navigator.language);
  const choose = useCallback((next: Locale) => {
    remember(KEY, next);
    setChosen(next);
  }, []);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  const language = useMemo(() => ({ locale, choose, suggest }), [locale, choose]);
  return <LanguageContext value={language}>{children}</LanguageContext>;
};

/** The language, and how to change it. */
export const useLanguage = (): Language => {
  const language = use(LanguageContext);
  if (!language) throw new Error('there is no LanguageProvider above');
  return language;
};

/** The language that the panel speaks. */
export const useLocale = (): Locale => useLanguage().locale;

/** The words of `defineTexts` in the language of the panel. */
export const useTexts = <Texts,>(texts: Readonly<Record<Locale, Texts>>): Texts => texts[useLocale()];
