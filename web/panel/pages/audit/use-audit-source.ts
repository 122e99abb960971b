import { useTexts } from '../../locale/locale.tsx';
import { settingsTexts } from '../settings/texts.ts';
import { auditSource } from './queries.ts';
import { auditTexts } from './texts.ts';

/** Codes that one search takes along. */
const MOST = 200;

/** The list, found also by the words that the panel shows instead of codes. */
export const useAuditSource = () => {
  const texts = useTexts(auditTexts);
  const { settings } = useTexts(settingsTexts);
  const shown: readonly (readonly [code: string, words: string])[] = [
    ...Object.entries({ ...texts.actions, ...texts.subjects }),
    ...Object.entries(texts.channels),
    ...Object.entries(settings).map(([key, { title }]) => [key, title] as const),
    ['office', texts.office],
    ['shell', texts.systemUser('')],
  ];
  return {
    ...auditSource,
    besides: ({ q }: { readonly q?: string }) => {
      const sought = q?.toLowerCase();
      if (sought === undefined) return {};
      const codes = shown.filter(([, words]) => words.toLowerCase().includes(sought)).map(([code]) => code);
      return codes.length === 0 ? {} : { also: [...new Set(codes)].slice(0, MOST).join(',') };
    },
  };
};
