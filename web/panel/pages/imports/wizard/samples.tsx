import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import type { Column } from '../../../parts/list/column.ts';
import { DataTable } from '../../../parts/list/data-table.tsx';
import { Differences } from '../differences.tsx';
import { ProductName } from '../product-name.tsx';
import type { BatchPage, Preview } from '../queries.ts';
import { Section } from '../section.tsx';
import { ProblemsTable } from '../tables/problems-table.tsx';
import { importTexts } from '../texts.ts';
import { wizardTexts } from './texts.ts';
import '@mantine/core/styles/Tabs.layer.css';

/** Samples are cut to so many. */
const MOST = 100;

/** Samples of what a load would do, each kind behind its tab; kinds that do not occur have none. */
export const Samples = ({ batch }: { readonly batch: BatchPage }) => {
  const texts = useTexts(wizardTexts);
  const number = new Intl.NumberFormat(useLocale());
  const { preview, inserted, updated, hidden, skipped, warnings } = batch;
  if (!preview) return null;
  const tabs = [
    { name: 'jumps', count: preview.jumps.length, panel: <Jumps items={preview.jumps} /> },
    { name: 'new', count: inserted, panel: <Fresh items={preview.new} /> },
    { name: 'changed', count: updated, panel: <Changed items={preview.changed} /> },
    { name: 'hidden', count: hidden, panel: <Hidden items={preview.hidden} /> },
    {
      name: 'problems',
      count: skipped + warnings,
      panel: <ProblemsTable id={batch.id} expected={skipped + warnings} />,
    },
  ] as const;
  const shown = tabs.filter(({ count }) => count > 0);
  const [first] = shown;
  if (!first) return null;
  return (
    <Section title={texts.samplesOf}>
      <Tabs defaultValue={first.name} keepMounted={false}>
        <Tabs.List aria-label={texts.samplesOf}>
          {shown.map(({ name, count }) => (
            <Tabs.Tab key={name} value={name}>
              {texts.tabs[name]}{' '}
              <span className="import-soft">
                {number.format(count)}
                {name === 'jumps' && count >= MOST ? '+' : ''}
              </span>
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {shown.map(({ name, count, panel }) => (
          <Tabs.Panel key={name} value={name} pt="sm">
            {panel}
            {count >= MOST && name !== 'problems' && <p className="import-soft">{texts.firstHundred}</p>}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Section>
  );
};

const useColumns = () => {
  const texts = useTexts(wizardTexts);
  const words = useTexts(importTexts);
  const locale = useLocale();
  const money = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 });
  const amount = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
  const decimal = (format: Intl.NumberFormat, value: string | null): ReactNode =>
    value === null ? '—' : format.format(Number(value));
  return {
    texts,
    product: {
      key: 'product',
      title: words.product,
      card: 'title',
      cell: (item: { readonly product_id?: number; readonly sku: string; readonly title: string }) => (
        <ProductName {...item} />
      ),
    } as const,
    price: (value: string | null) => decimal(money, value),
    stock: (value: string | null) => decimal(amount, value),
    difference: words.difference,
  };
};

const Jumps = ({ items }: { readonly items: Preview['jumps'] }) => {
  const { texts, product, price } = useColumns();
  const columns: readonly Column<Preview['jumps'][number]>[] = [
    product,
    {
      key: 'before',
      title: texts.wasPrice,
      width: '9rem',
      align: 'end',
      cell: ({ before }) => price(before),
    },
    {
      key: 'after',
      title: texts.becomes,
      width: '9rem',
      align: 'end',
      cell: ({ after }) => <b className="import-jump">{price(after)}</b>,
    },
  ];
  return (
    <DataTable
      label={texts.tabs.jumps}
      items={items}
      columns={columns}
      rowKey={({ product_id }) => `${product_id}`}
    />
  );
};

const Fresh = ({ items }: { readonly items: Preview['new'] }) => {
  const { texts, product, price, stock } = useColumns();
  const columns: readonly Column<Preview['new'][number]>[] = [
    product,
    { key: 'price', title: texts.price, width: '9rem', align: 'end', cell: (item) => price(item.price) },
    { key: 'stock', title: texts.stock, width: '9rem', align: 'end', cell: (item) => stock(item.stock_qty) },
  ];
  return <DataTable label={texts.tabs.new} items={items} columns={columns} rowKey={({ sku }) => sku} />;
};

const Changed = ({ items }: { readonly items: Preview['changed'] }) => {
  const { texts, product, difference } = useColumns();
  const columns: readonly Column<Preview['changed'][number]>[] = [
    { ...product, width: '45%' },
    {
      key: 'difference',
      title: difference,
      card: 'plain',
      cell: ({ fields }) => (
        <Differences
          differences={Object.entries(fields).map(([name, { before, after }]) => ({ name, before, after }))}
        />
      ),
    },
  ];
  return (
    <DataTable
      label={texts.tabs.changed}
      items={items}
      columns={columns}
      rowKey={({ product_id }) => `${product_id}`}
    />
  );
};

const Hidden = ({ items }: { readonly items: Preview['hidden'] }) => {
  const { texts, product } = useColumns();
  return (
    <DataTable
      label={texts.tabs.hidden}
      items={items}
      columns={[product]}
      rowKey={({ product_id }) => `${product_id}`}
    />
  );
};
