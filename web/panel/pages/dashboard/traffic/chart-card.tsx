import { Button, Skeleton } from '@mantine/core';
import { IconChartBar, IconTable } from '@tabler/icons-react';
import { type ReactNode, Suspense, useState } from 'react';
import { useTexts } from '../../../locale/locale.tsx';
import { Card } from '../card.tsx';
import { dashboardTexts } from '../texts.ts';

/** A column of the table that tells the same as the chart. */
export interface ChartColumn<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
}

/**
 * A chart with its figures; told in a sentence to those who do not see it, and shown as a table to those who
 * rather read. Chart and table take the same room.
 */
export const ChartCard = <Row extends { readonly at: string }>({
  title,
  figures,
  summary,
  rows,
  columns,
  isEmpty,
  empty,
  children,
}: {
  readonly title: string;
  readonly figures: ReactNode;
  readonly summary: string;
  readonly rows: readonly Row[];
  /** The first names the row. */
  readonly columns: readonly [ChartColumn<Row>, ...ChartColumn<Row>[]];
  readonly isEmpty: boolean;
  readonly empty: ReactNode;
  /** The chart itself, loaded when it is needed. */
  readonly children: ReactNode;
}) => {
  const texts = useTexts(dashboardTexts);
  const [asTable, setAsTable] = useState(false);
  const toggle = (
    <Button
      variant="subtle"
      size="compact-sm"
      leftSection={asTable ? <IconChartBar size={16} /> : <IconTable size={16} />}
      onClick={() => setAsTable(!asTable)}
    >
      {asTable ? texts.asChart : texts.asTable}
    </Button>
  );
  const content = () => {
    if (isEmpty) return <div className="dashboard-chart-empty">{empty}</div>;
    if (asTable) return <Table title={texts.tableOf(title)} rows={rows} columns={columns} />;
    return (
      <div role="img" aria-label={summary} className="dashboard-chart-picture">
        <Suspense fallback={<Skeleton height="100%" />}>{children}</Suspense>
      </div>
    );
  };
  return (
    <Card title={title} beside={isEmpty ? undefined : toggle}>
      {figures}
      <div className="dashboard-chart">{content()}</div>
    </Card>
  );
};

const Table = <Row extends { readonly at: string }>({
  title,
  rows,
  columns,
}: {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly columns: readonly [ChartColumn<Row>, ...ChartColumn<Row>[]];
}) => {
  const [first, ...others] = columns;
  return (
    <section className="dashboard-table" aria-label={title} ref={reachable}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.title} scope="col">
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.toReversed().map((row) => (
            <tr key={row.at}>
              <th scope="row">{first.cell(row)}</th>
              {others.map((column) => (
                <td key={column.title}>{column.cell(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

/** What scrolls must be reached by the keyboard. */
const reachable = (element: HTMLElement | null): void => {
  if (element) element.tabIndex = 0;
};
