import type { ReactNode } from 'react';
import { LOCALES } from '#kernel/locale.ts';
import { useLanguage, useTexts } from '../locale/locale.tsx';
import { nameOfLanguage } from '../locale/names.ts';
import { Logo } from '../shell/logo.tsx';
import { shellTexts } from '../shell/texts.ts';
import { loginTexts } from './texts.ts';
import './login.css';

/** What stands around the steps of the way in: the mark, the card of the step, the choice of language. */
export const Door = ({ children }: { readonly children: ReactNode }) => (
  <main className="login">
    <div className="login-brand">
      <Logo size={36} />
      <span>{useTexts(shellTexts).product}</span>
    </div>
    <div className="login-card">{children}</div>
    <LanguageSwitch />
  </main>
);

const LanguageSwitch = () => {
  const { locale, choose } = useLanguage();
  return (
    <fieldset className="login-languages">
      <legend>{useTexts(loginTexts).language}</legend>
      {LOCALES.map((one) => (
        <button key={one} type="button" lang={one} aria-pressed={one === locale} onClick={() => choose(one)}>
          {nameOfLanguage(one)}
        </button>
      ))}
    </fieldset>
  );
};
