import './dashboard.css';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../locale/locale.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { ErrorState } from '../../parts/states.tsx';
import { pageTitles } from '../texts.ts';
import { FirstSteps } from './first-steps.tsx';
import { PartsCard } from './health/parts-card.tsx';
import { Verdict } from './health/verdict.tsx';
import { Live } from './live.tsx';
import { PeriodSwitch, usePeriod } from './period-switch.tsx';
import { healthQuery, nowQuery, salesQuery, trafficQuery } from './queries.ts';
import { QueueCard } from './queue-card.tsx';
import { SalesCards } from './sales/sales-cards.tsx';
import { DashboardSkeleton, PartsSkeleton, TrafficSkeleton, VerdictSkeleton } from './skeleton.tsx';
import { dashboardTexts } from './texts.ts';
import { MessagesCard } from './traffic/messages-card.tsx';
import { ResponsesCard } from './traffic/responses-card.tsx';
import { useFirstSteps } from './use-first-steps.ts';
import { useLate } from './use-late.ts';

/** The office at a glance: whether it works, what happens now, what happened. */
const Dashboard = () => (
  <>
    <PageHeader title={useTexts(pageTitles).dashboard} />
    <Content />
  </>
);

/** Milliseconds that the rest waits for the verdict: a messenger that does not answer holds it up for longer. */
const PATIENCE_MS = 400;

const Content = () => {
  const health = useQuery(healthQuery);
  const now = useQuery(nowQuery);
  const sales = useQuery(salesQuery);
  const steps = useFirstSteps(now.data, health.data);
  const isLate = useLate(PATIENCE_MS);
  const failed = [health, now].find(({ isError, data }) => isError && data === undefined);
  if (failed) return <ErrorState error={failed.error} onRetry={failed.refetch} />;
  // All of it appears at once: a verdict of several lines would push the rest down.
  const isWhole = health.data && !sales.isPending;
  if (!now.data || !(isWhole || isLate)) return <DashboardSkeleton />;
  return (
    <div className="dashboard">
      {health.data ? <Verdict health={health.data} checkedAt={health.dataUpdatedAt} /> : <VerdictSkeleton />}
      <Live now={now.data} />
      <QueueCard />
      <div className="dashboard-main">
        {steps.due && (
          <FirstSteps isFresh={now.data.fresh} hasTelegram={steps.hasTelegram} onDismiss={steps.dismiss} />
        )}
        {sales.data && <SalesCards sales={sales.data} />}
        {/* What stands below orders comes when it is known whether there are any: it would be pushed down. */}
        {!(now.data.fresh && steps.due) && !sales.isPending && <TrafficCards />}
      </div>
      {health.data ? <PartsCard health={health.data} /> : <PartsSkeleton />}
    </div>
  );
};

const TrafficCards = () => {
  const texts = useTexts(dashboardTexts);
  const period = usePeriod();
  const traffic = useQuery(trafficQuery(period));
  const content = () => {
    if (traffic.data !== undefined)
      return (
        <>
          <MessagesCard traffic={traffic.data} />
          <ResponsesCard traffic={traffic.data} />
        </>
      );
    return traffic.isError ? (
      <ErrorState error={traffic.error} onRetry={traffic.refetch} />
    ) : (
      <TrafficSkeleton />
    );
  };
  return (
    <>
      <div className="dashboard-period">
        <PeriodSwitch />
        <p className="dashboard-soft">{texts.compared[period]}</p>
      </div>
      <div className="dashboard-traffic" aria-busy={traffic.isPlaceholderData}>
        {content()}
      </div>
    </>
  );
};

export default Dashboard;
