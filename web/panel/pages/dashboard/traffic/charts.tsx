import '@mantine/charts/styles.layer.css';
import { BarChart, LineChart } from '@mantine/charts';

/** A point of a chart: how it is called on the axis, and its values by the names of the series. */
export type Point = { readonly label: string } & Readonly<Record<string, string | number | null>>;

export interface ChartProps {
  readonly points: readonly Point[];
  /** Names for people, by the names of the series. */
  readonly names: readonly [name: string, label: string][];
  readonly format: (value: number) => string;
  /** Shorter words beside the axis; without them as everywhere. */
  readonly axis?: (value: number) => string;
}

/** Told apart by colour and by brightness in both schemes; lines by their strokes as well. */
const COLOURS = ['var(--chart-first)', 'var(--chart-second)'];

const COMMON = {
  dataKey: 'label',
  h: '100%',
  tickLine: 'none',
  gridAxis: 'x',
  // The chart is told by its sentence and its table.
  accessibilityLayer: false,
  xAxisProps: { minTickGap: 24, interval: 'preserveStartEnd' },
  tooltipAnimationDuration: 0,
} as const;

/** Bars one upon another. */
export const Bars = ({ points, names, format, axis }: ChartProps) => (
  <BarChart
    {...COMMON}
    type="stacked"
    data={[...points]}
    series={seriesOf(names)}
    valueFormatter={format}
    yAxisProps={{ allowDecimals: false, width: axis ? 56 : 44, ...(axis ? { tickFormatter: axis } : {}) }}
    barProps={{ isAnimationActive: false, stroke: 'var(--ground)', strokeWidth: 1 }}
  />
);

/** A line for each series; where nothing was measured, there is a gap. */
export const Lines = ({ points, names, format }: ChartProps) => (
  <LineChart
    {...COMMON}
    data={[...points]}
    series={seriesOf(names).map((series, index) => ({
      ...series,
      ...(index > 0 ? { strokeDasharray: '5 4' } : {}),
    }))}
    valueFormatter={format}
    curveType="monotone"
    connectNulls={false}
    dotProps={{ r: 2.5 }}
    activeDotProps={{ r: 4 }}
    yAxisProps={{ width: 60 }}
    lineProps={{ isAnimationActive: false }}
  />
);

const seriesOf = (names: ChartProps['names']) =>
  names.map(([name, label], index) => ({ name, label, color: COLOURS[index] ?? 'currentColor' }));
