import { Skeleton } from '@mantine/core';
import { useTexts } from '../../locale/locale.tsx';
import { partTexts } from '../../parts/texts.ts';

const FIGURES = ['queued', 'operated', 'talking', 'turns'];

/** The outline of the dashboard while nothing came yet. */
export const DashboardSkeleton = () => (
  <div className="dashboard" role="status" aria-label={useTexts(partTexts).loading}>
    <VerdictSkeleton />
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
    <PartsSkeleton />
  </div>
);

/** The outline of both charts. */
export const TrafficSkeleton = () => (
  <>
    <Skeleton height={420} radius="lg" />
    <Skeleton height={400} radius="lg" />
  </>
);

export const VerdictSkeleton = () => <Skeleton height={90} radius="lg" className="dashboard-now" />;

export const PartsSkeleton = () => <Skeleton height={480} radius="lg" />;
