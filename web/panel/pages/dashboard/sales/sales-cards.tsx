import { lazy } from 'react';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { moneyIn } from '../../catalogue/figures.ts';
import { Card } from '../card.tsx';
import { Figure } from '../figure.tsx';
import { figuresIn } from '../figures.ts';
import type { Sales } from '../queries.ts';
import { ChartCard } from '../traffic/chart-card.tsx';
import { salesTexts } from './texts.ts';

const Bars = lazy(() => import('../traffic/charts.tsx').then((charts) => ({ default: charts.Bars })));

/** Orders and revenue day by day, and what is ordered most; nothing before the first order. */
export const SalesCards = ({ sales }: { readonly sales: Sales }) => {
  const texts = useTexts(salesTexts);
  const locale = useLocale();
  const words = figuresIn(locale);
  const { days, today, open, top_products: top } = sales;
  const orders = days.reduce((sum, day) => sum + day.orders, 0);
  if (orders + open.pending === 0) return null;
  // For people to read only: sums are kept as exact decimals where they count.
  const revenue = days.reduce((sum, day) => sum + Number(day.revenue), 0).toFixed(2);
  const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
  const money = (amount: string) => moneyIn(locale, amount);
  const dayName = (date: string, length: 'short' | 'long') =>
    new Intl.DateTimeFormat(locale, { day: 'numeric', month: length, timeZone: 'UTC' }).format(
      new Date(`${date}T00:00:00Z`),
    );
  return (
    <div className="dashboard-traffic">
      <ChartCard
        title={texts.title}
        rows={days.map((day) => ({ at: day.date, ...day }))}
        isEmpty={orders === 0}
        empty={null}
        summary={texts.summary(words.count(orders), money(revenue))}
        columns={[
          { title: texts.day, cell: ({ date }) => dayName(date, 'long') },
          { title: texts.orders, cell: (day) => words.count(day.orders) },
          { title: texts.revenue, cell: (day) => money(day.revenue) },
        ]}
        figures={
          <dl className="dashboard-totals">
            <Figure name={texts.revenue} series="first" value={money(revenue)} />
            <Figure name={texts.orders} value={words.count(orders)} />
            <Figure name={texts.today} value={words.count(today.orders)} about={money(today.revenue)} />
            <Figure
              name={<PageLink to="orders">{texts.waiting}</PageLink>}
              value={words.count(open.pending)}
              urgent={open.pending > 0}
            />
          </dl>
        }
      >
        <Bars
          points={days.map(({ date, revenue: value }) => ({
            label: dayName(date, 'short'),
            revenue: Number(value),
          }))}
          names={[['revenue', texts.revenue]]}
          format={(value) => money(String(value))}
          axis={(value) => short.format(value)}
        />
      </ChartCard>
      {top.length > 0 && (
        <Card title={texts.top} beside={<PageLink to="orders">{texts.all}</PageLink>}>
          <ol className="dashboard-top">
            {top.map(({ product_id: id, title, sum, orders: count }) => (
              <li key={id}>
                <PageLink to="product" id={String(id)} otherwise={title}>
                  {title}
                </PageLink>
                <span className="dashboard-soft">
                  {money(sum)} · {texts.inOrders(count)}
                </span>
              </li>
            ))}
          </ol>
        </Card>
      )}
    </div>
  );
};
