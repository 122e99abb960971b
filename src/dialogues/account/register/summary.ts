import type { Locale } from '#kernel/locale.ts';
import { formatPhone } from '#modules/people/index.ts';
import type { Draft } from './draft.ts';
import { texts } from './texts.ts';

/** What was registered, one line each; what was left out is not named. */
export const summaryOf = (locale: Locale, draft: Draft): string => {
  const words = texts[locale].summary;
  const lines: readonly (readonly [string, string | null])[] = [
    [words.name, draft.name],
    [words.company, draft.company],
    [words.phone, formatPhone(draft.phone)],
    [words.address, draft.address],
    [words.hours, draft.hours],
    [words.email, draft.email],
  ];
  return lines
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
};
