import { Button, NativeSelect, Skeleton } from '@mantine/core';
import { IconChartLine, IconTable } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { Section } from '../../../parts/section.tsx';
import { moneyIn } from '../figures.ts';
import { type PriceChange, type ProductCard, pricesQuery } from '../queries.ts';
import { catalogueTexts } from '../texts.ts';
import { HistoryTable } from './history-table.tsx';
import { pointsOf } from './points.ts';

const PriceChart = lazy(() => import('./price-chart.tsx'));

/** What the office answers at most. */
const MOST = 500;
const USUAL = '';

/** How the prices of a product went: as a chart, and as a table that says by which import. */
export const PriceHistory = ({ product }: { readonly product: ProductCard }) => {
  const query = useQuery(pricesQuery(product.id));
  return (
    <Loaded
      query={query}
      skeleton={
        <Section title={useTexts(catalogueTexts).history}>
          <Skeleton height={240} />
        </Section>
      }
    >
      {({ items }) => <History changes={items} />}
    </Loaded>
  );
};

const History = ({ changes }: { readonly changes: readonly PriceChange[] }) => {
  const texts = useTexts(catalogueTexts);
  const locale = useLocale();
  const types = [...new Set(changes.map(({ price_type: type }) => type ?? USUAL))].sort();
  const [wanted, setWanted] = useState<string>();
  const [asTable, setAsTable] = useState(false);
  const type = types.find((one) => one === wanted) ?? types[0] ?? USUAL;
  const own = changes.filter(({ price_type: one }) => (one ?? USUAL) === type);
  const points = pointsOf(own, Date.now());
  const nameOf = (one: string) => (one === USUAL ? texts.usualPrice : one);
  const money = (amount: number) => moneyIn(locale, String(amount));
  const known = points.flatMap(({ price }) => (price === null ? [] : [price]));
  const isChart = !asTable && known.length > 1;
  const last = points.at(-1)?.price ?? null;

  if (changes.length === 0)
    return (
      <Section title={texts.history}>
        <p className="product-soft">{texts.noHistory}</p>
      </Section>
    );
  return (
    <Section
      title={texts.history}
      beside={
        <div className="history-choices">
          {types.length > 1 && (
            <NativeSelect
              size="xs"
              aria-label={texts.priceType}
              value={type}
              data={types.map((one) => ({ value: one, label: nameOf(one) }))}
              onChange={(event) => setWanted(event.currentTarget.value)}
            />
          )}
          {known.length > 1 && (
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={asTable ? <IconChartLine size={16} /> : <IconTable size={16} />}
              onClick={() => setAsTable(!asTable)}
            >
              {asTable ? texts.asChart : texts.asTable}
            </Button>
          )}
        </div>
      }
    >
      {isChart ? (
        <div
          role="img"
          className="history-chart"
          aria-label={texts.historySummary(
            nameOf(type),
            String(own.length),
            money(Math.min(...known)),
            money(Math.max(...known)),
            last === null ? texts.noPrice : money(last),
          )}
        >
          <Suspense fallback={<Skeleton height="100%" />}>
            <PriceChart points={points} label={nameOf(type)} />
          </Suspense>
        </div>
      ) : (
        <HistoryTable changes={own} label={`${texts.history}: ${nameOf(type)}`} />
      )}
      {changes.length >= MOST && <p className="product-soft">{texts.historyCut}</p>}
    </Section>
  );
};
