import { VisuallyHidden } from '@mantine/core';
import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useLocale, useTexts } from '../../locale/locale.tsx';
import { figuresIn } from './figures.ts';
import { dashboardTexts } from './texts.ts';

/** One figure of a `dl`: its name, itself, and a small line about it. */
export const Figure = ({
  name,
  value,
  about,
  series,
  urgent = false,
}: {
  readonly name: ReactNode;
  readonly value: ReactNode;
  readonly about?: ReactNode;
  /** The series of the chart that it sums up: shows its colour. */
  readonly series?: 'first' | 'second';
  /** Somebody should do something about it. */
  readonly urgent?: boolean;
}) => (
  <div className="dashboard-figure" data-urgent={urgent || undefined}>
    <dt>
      {series !== undefined && <span className="dashboard-key" data-series={series} />}
      {name}
    </dt>
    <dd>
      <span className="dashboard-figure-value">{value}</span>
      {about !== undefined && <span className="dashboard-figure-about">{about}</span>}
    </dd>
  </div>
);

/** From here on percents say less than how many times as much it is. */
const MANIFOLD = 2;

/** How much more or less than before; nothing when there is nothing to compare with. */
export const Change = ({ share }: { readonly share: number | undefined }) => {
  const texts = useTexts(dashboardTexts);
  const words = figuresIn(useLocale());
  if (share === undefined) return null;
  if (Math.abs(share) < 0.005) return <span className="dashboard-change">{texts.same}</span>;
  const isManifold = share >= MANIFOLD;
  const size = isManifold ? words.rough(share + 1) : words.percent(Math.abs(share));
  const phrase = isManifold ? texts.timesMore(size) : share > 0 ? texts.more(size) : texts.less(size);
  const Arrow = share > 0 ? IconArrowUpRight : IconArrowDownRight;
  return (
    <span className="dashboard-change">
      <Arrow size={14} stroke={2} aria-hidden="true" />
      <span aria-hidden="true">{isManifold ? `×${size}` : size}</span>
      <VisuallyHidden>{phrase}</VisuallyHidden>
    </span>
  );
};
