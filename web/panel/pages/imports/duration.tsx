import { useLocale, useTexts } from '../../locale/locale.tsx';
import { durationIn } from '../deliveries/duration.ts';
import type { Batch } from './queries.ts';
import { importTexts } from './texts.ts';

/** How long an import took, from its beginning to its end; `soft`: said on a line of its own. */
export const Duration = ({ batch, soft = false }: { readonly batch: Batch; readonly soft?: boolean }) => {
  const locale = useLocale();
  const texts = useTexts(importTexts);
  const { started_at: from, finished_at: to, status } = batch;
  // The end of a cancelled one is when somebody decided, which says nothing of the work.
  if (from === null || to === null || to < from || status === 'cancelled') return null;
  const words = durationIn(locale, (Date.parse(to) - Date.parse(from)) / 1_000);
  return soft ? <span className="import-soft">{texts.within(words)}</span> : words;
};
