import { Link, useSearch } from '@tanstack/react-router';
import { useTexts } from '../../locale/locale.tsx';
import { PERIODS, type Period } from './queries.ts';
import { dashboardTexts } from './texts.ts';

const USUAL: Period = '24h';

/** The period that the address names; the usual one stands for what it does not understand. */
export const usePeriod = (): Period => {
  const { period } = useSearch({ strict: false });
  return PERIODS.find((one) => one === period) ?? USUAL;
};

/** The periods to look at: links, so that a period can be sent on and gone back from. */
export const PeriodSwitch = () => {
  const texts = useTexts(dashboardTexts);
  return (
    <nav aria-label={texts.period} className="dashboard-periods">
      {PERIODS.map((period) => (
        <Link
          key={period}
          to="/"
          search={period === USUAL ? {} : { period }}
          activeOptions={{ exact: true, includeSearch: true }}
          activeProps={{ 'aria-current': 'true' }}
          resetScroll={false}
        >
          {texts.periods[period]}
        </Link>
      ))}
    </nav>
  );
};
