import { Skeleton } from '@mantine/core';
import { useTexts } from '../../locale/locale.tsx';
import { partTexts } from '../../parts/texts.ts';

const FIGURES = ['queued', 'operated', 'talking', 'turns'];

/** The outline of the dashboard while nothing came yet. */
export const DashboardSkeleton = () => (
  <div className="dashboard" role="status" aria-label={useTexts(partTexts).loading}>
    <Skeleton height={90} radius="lg" className="dashboard-verdict" />
    <div className="dashboard-live dashboard-now">
      {FIGURES.map((name) => (
        <Skeleton key={name} height={96} radius="lg" />
      ))}
    </div>
    <Skeleton height={120} radius="lg" />
    <div className="dashboard-main">
      <Skeleton height={36} radius="md" width="16rem" />
      <div className="dashboard-traffic">
        <TrafficSkeleton />
      </div>
    </div>
    <Skeleton height={480} radius="lg" />
  </div>
);

/** The outline of both charts. */
export const TrafficSkeleton = () => (
  <>
    <Skeleton height={420} radius="lg" />
    <Skeleton height={400} radius="lg" />
  </>
);
