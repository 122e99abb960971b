import { useLocale, useTexts } from '../../locale/locale.tsx';
import type { Batch } from './queries.ts';
import { importTexts } from './texts.ts';

/** Which guard rails a load touches, one sentence each. */
export const RiskWords = ({ risks }: Pick<Batch, 'risks'>) => {
  const texts = useTexts(importTexts);
  const number = new Intl.NumberFormat(useLocale());
  return risks.map(({ kind, count, of }) => (
    <span key={kind}>{texts.risks[kind](number.format(count), number.format(of))}</span>
  ));
};
