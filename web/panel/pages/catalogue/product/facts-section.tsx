import { Link } from '@tanstack/react-router';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { CopyIcon } from '../../../parts/copy-icon.tsx';
import { CopyableCode } from '../../../parts/copyable-code.tsx';
import { Facts } from '../../../parts/facts.tsx';
import { Section } from '../../../parts/section.tsx';
import { DateTime } from '../../../parts/time.tsx';
import { quantityIn } from '../figures.ts';
import type { ProductCard } from '../queries.ts';
import { catalogueTexts } from '../texts.ts';
import { BatchLink } from './batch-link.tsx';

/** What a product is called and where it came from. */
export const FactsSection = ({ product }: { readonly product: ProductCard }) => {
  const texts = useTexts(catalogueTexts);
  const locale = useLocale();
  const { category, sku, unit, pack_qty: pack, barcode, guid } = product;
  return (
    <Section title={texts.about1}>
      <Facts
        facts={[
          [
            texts.sku,
            <span key="sku" className="product-copy">
              {sku}
              <CopyIcon text={sku} />
            </span>,
          ],
          [
            texts.inCategory,
            category && (
              <Link
                key="category"
                to="/catalog"
                search={{ category_id: String(category.id) }}
                className="product-link"
              >
                {category.path.join(' › ')}
              </Link>
            ),
          ],
          [texts.unit, unit],
          [texts.pack, pack && [quantityIn(locale, pack), unit].filter(Boolean).join('\u00a0')],
          [texts.barcode, barcode && <CopyableCode key="barcode" text={barcode} />],
          [texts.guid, guid && <CopyableCode key="guid" text={guid} />],
          [texts.created, <Moment key="created" at={product.created_at} batch={product.created_batch} />],
          [texts.changedAt, <Moment key="changed" at={product.changed_at} batch={product.changed_batch} />],
        ]}
      />
    </Section>
  );
};

const Moment = ({ at, batch }: { readonly at: string; readonly batch: number | null }) => (
  <span className="product-moment">
    <DateTime at={at} />
    {batch !== null && <BatchLink id={batch} />}
  </span>
);
