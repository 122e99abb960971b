import '@mantine/charts/styles.layer.css';
import { LineChart } from '@mantine/charts';
import { useLocale } from '../../../locale/locale.tsx';
import { moneyIn } from '../figures.ts';
import type { PricePoint } from './points.ts';

/** The price as a stepped line over time; its sentence and its table say the same. */
const PriceChart = ({
  points,
  label,
}: {
  readonly points: readonly PricePoint[];
  /** The name of the price type. */
  readonly label: string;
}) => {
  const locale = useLocale();
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <LineChart
      h="100%"
      data={points.map((point) => ({ ...point }))}
      dataKey="at"
      series={[{ name: 'price', label, color: 'var(--link)' }]}
      curveType="stepAfter"
      connectNulls={false}
      tickLine="none"
      gridAxis="x"
      accessibilityLayer={false}
      dotProps={{ r: 2.5 }}
      activeDotProps={{ r: 4 }}
      lineProps={{ isAnimationActive: false }}
      tooltipAnimationDuration={0}
      tooltipProps={{ labelFormatter: (at) => (Number.isFinite(Number(at)) ? exact.format(Number(at)) : '') }}
      valueFormatter={(price) => moneyIn(locale, String(price))}
      xAxisProps={{
        type: 'number',
        scale: 'time',
        domain: ['dataMin', 'dataMax'],
        minTickGap: 32,
        tickFormatter: (at: number) => day.format(at),
      }}
      yAxisProps={{ width: 84, domain: ['auto', 'auto'] }}
    />
  );
};

export default PriceChart;
