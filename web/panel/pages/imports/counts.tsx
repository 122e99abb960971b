import { useLocale, useTexts } from '../../locale/locale.tsx';
import type { Batch } from './queries.ts';
import { importTexts } from './texts.ts';

const FIGURES = ['inserted', 'updated', 'hidden', 'unchanged', 'skipped'] as const;

/** The figures of an import that matter, on one line: what did not happen is left out. */
export const SmallCounts = ({ batch }: { readonly batch: Batch }) => {
  const texts = useTexts(importTexts);
  const number = new Intl.NumberFormat(useLocale());
  const shown = FIGURES.filter((name) => batch[name] > 0);
  if (shown.length === 0) return <span className="import-soft">{batch.received === 0 ? '—' : 0}</span>;
  return (
    <span className="import-counts">
      {shown.map((name) => (
        <span key={name} className="import-count" data-kind={name} title={texts.counts[name]}>
          <span aria-hidden="true">{texts.signs[name]}</span>
          {number.format(batch[name])}
          <span className="import-unseen"> {texts.counts[name]}</span>
        </span>
      ))}
    </span>
  );
};

/** The figures of an import, large; `future`: it has not happened yet. */
export const BigCounts = ({
  batch,
  future = false,
}: {
  readonly batch: Batch;
  readonly future?: boolean;
}) => {
  const texts = useTexts(importTexts);
  const number = new Intl.NumberFormat(useLocale());
  const names = future ? texts.futureCounts : texts.counts;
  return (
    <dl className="import-figures">
      {FIGURES.map((name) => (
        <div key={name} data-kind={name} data-none={batch[name] === 0 || undefined}>
          <dt>{names[name]}</dt>
          <dd>{number.format(batch[name])}</dd>
        </div>
      ))}
    </dl>
  );
};
