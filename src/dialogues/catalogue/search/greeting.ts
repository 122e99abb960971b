import { LOCALES } from '#kernel/locale.ts';
import { texts } from './texts.ts';

const GREETINGS = LOCALES.flatMap((locale) => texts[locale].greetings);

/** Whether somebody only says hello. */
export const isGreeting = (text: string): boolean =>
  GREETINGS.includes(
    text
      .toLowerCase()
      .replaceAll(/[^\p{L}]+/gu, ' ')
      .trim(),
  );
