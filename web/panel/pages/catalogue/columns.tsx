import { Checkbox } from '@mantine/core';
import { useTexts } from '../../locale/locale.tsx';
import type { Column } from '../../parts/list/column.ts';
import { useIsPhone, useMedia } from '../../parts/media.ts';
import { TimeAgo } from '../../parts/time.tsx';
import { Price, Stock } from './money.tsx';
import type { ListedProduct } from './queries.ts';
import { StateBadge, stateOf } from './state-badge.tsx';
import { catalogueTexts } from './texts.ts';
import { Thumb } from './thumb.tsx';

interface Ticking {
  readonly has: (id: number) => boolean;
  readonly toggle: (product: ListedProduct) => void;
}

/** The columns as far as there is room; without `ticking` nothing can be selected. */
export const useColumns = (ticking: Ticking | undefined): readonly Column<ListedProduct>[] => {
  const texts = useTexts(catalogueTexts);
  const phone = useIsPhone();
  // Beside the tree, or on a small screen, the table keeps its room for titles.
  const cramped = useMedia('(min-width: 84em) and (max-width: 94em), (max-width: 72em)') && !phone;
  const narrow = useMedia('(max-width: 72em)') && !phone;
  const wide = useMedia('(min-width: 105em)');
  const select: Column<ListedProduct> = {
    key: 'select',
    title: texts.select,
    width: '4.5rem',
    cell: (one) => (
      <Checkbox
        aria-label={texts.selectOne(one.title)}
        checked={ticking?.has(one.id) ?? false}
        onChange={() => ticking?.toggle(one)}
      />
    ),
  };
  const changed: Column<ListedProduct> = {
    key: 'changed',
    title: texts.changed,
    sort: 'changed_at',
    width: '8.5rem',
    cell: ({ changed_at: at }) => <TimeAgo at={at} />,
  };
  const sku: Column<ListedProduct> = {
    key: 'sku',
    title: texts.sku,
    sort: 'sku',
    width: '8.5rem',
    cell: (one) => <span className="product-sku">{one.sku}</span>,
  };
  const state: Column<ListedProduct> = {
    key: 'state',
    title: texts.state,
    width: '8.25rem',
    cell: (one) => <StateBadge product={one} />,
  };
  return [
    ...(ticking ? [select] : []),
    {
      key: 'title',
      title: texts.title,
      sort: 'title',
      card: 'title',
      cell: (one) => <Named product={one} withSku={narrow} withState={cramped} />,
    },
    ...(narrow ? [] : [sku]),
    {
      key: 'price',
      title: texts.price,
      sort: 'price',
      width: '8rem',
      align: 'end',
      cell: ({ price }) => <Price price={price} />,
    },
    {
      key: 'stock',
      title: texts.stock,
      sort: 'stock_qty',
      width: '7.5rem',
      align: 'end',
      cell: ({ stock_qty: qty, unit }) => <Stock qty={qty} unit={unit} />,
    },
    ...(cramped ? [] : [state]),
    ...(wide || phone ? [changed] : []),
  ];
};

/** The name of a product with its picture; the sku and the state as well where they have no columns. */
const Named = ({
  product,
  withSku,
  withState,
}: {
  readonly product: ListedProduct;
  readonly withSku: boolean;
  readonly withState: boolean;
}) => {
  const path = product.category?.path.join(' › ') ?? '';
  return (
    <span className="product-named" data-hidden={product.hidden || undefined}>
      <Thumb image={product.image_id} />
      <span className="product-words">
        <span className="product-title" title={product.title}>
          {product.title}
        </span>
        <span className="product-path" title={path}>
          {withSku ? `${product.sku} · ${path}` : path}
        </span>
        {withState && stateOf(product) !== 'visible' && <StateBadge product={product} />}
      </span>
    </span>
  );
};
