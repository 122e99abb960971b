import { Button } from '@mantine/core';
import { IconArrowLeft, IconEye, IconEyeOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { numberOf } from '../../parts/opened.ts';
import { PageHeader } from '../../parts/page-header.tsx';
import { ErrorState, NotFoundState } from '../../parts/states.tsx';
import { useMay } from '../../session/session.ts';
import { useCommand } from '../../shell/commands.ts';
import { Gallery } from './gallery/gallery.tsx';
import { PriceHistory } from './history/price-history.tsx';
import { OrderingSection } from './ordering/ordering-section.tsx';
import { DescriptionSection } from './product/description-section.tsx';
import { FactsSection } from './product/facts-section.tsx';
import { PricesSection } from './product/prices-section.tsx';
import { StocksSection } from './product/stocks-section.tsx';
import { type ProductCard, productQuery } from './queries.ts';
import { StateBadge, stateOf } from './state-badge.tsx';
import { catalogueTexts } from './texts.ts';
import { useVisibility } from './use-visibility.ts';
import './catalogue.css';
import './product/product.css';

const ChatPreview = lazy(() => import('./product/chat-preview.tsx'));

/** Everything about one product, and what may be done about it. */
const ProductPage = () => {
  const { id: word } = useParams({ strict: false });
  const id = numberOf(word);
  return id === undefined ? <NotFoundState /> : <One key={id} id={id} />;
};

export default ProductPage;

const One = ({ id }: { readonly id: number }) => {
  const query = useQuery(productQuery(id));
  return (
    <>
      <Link to="/catalog" className="product-back">
        <IconArrowLeft size={16} stroke={2} aria-hidden="true" />
        {useTexts(catalogueTexts).back}
      </Link>
      {query.isError && query.data === undefined ? (
        <ErrorState whole error={query.error} onRetry={query.refetch} />
      ) : (
        <Loaded query={query}>{(product) => <Content product={product} />}</Loaded>
      )}
    </>
  );
};

const Content = ({ product }: { readonly product: ProductCard }) => {
  const texts = useTexts(catalogueTexts);
  const state = stateOf(product);
  return (
    <>
      <PageHeader
        title={product.title}
        beside={<StateBadge product={product} />}
        actions={<VisibilityButton product={product} />}
        {...(state === 'visible' ? {} : { about: texts.meanings[state] })}
      />
      <div className="product">
        <div className="product-side">
          <Gallery product={product} />
          <FactsSection product={product} />
        </div>
        <div className="product-main">
          <div className="product-pair">
            <PricesSection product={product} />
            <StocksSection product={product} />
          </div>
          <OrderingSection product={product} />
          <PriceHistory product={product} />
          <DescriptionSection description={product.description} />
          <Suspense fallback={null}>
            <ChatPreview product={product} />
          </Suspense>
        </div>
      </div>
    </>
  );
};

/** Hides the product or shows it again, for those who may; also in the palette. */
const VisibilityButton = ({ product }: { readonly product: ProductCard }) => {
  const texts = useTexts(catalogueTexts);
  const may = useMay('catalogue.change');
  const visibility = useVisibility();
  const what = product.hidden_by_office ? 'show' : 'hide';
  const Icon = what === 'show' ? IconEye : IconEyeOff;
  const run = () => visibility.mutate({ what, products: [product] });
  useCommand(may ? { id: 'product-visibility', label: texts[what], icon: Icon, run } : undefined);
  if (!may) return null;
  return (
    <Button
      variant={what === 'show' ? 'filled' : 'default'}
      leftSection={<Icon size={18} />}
      loading={visibility.isPending}
      onClick={run}
    >
      {texts[what]}
    </Button>
  );
};
