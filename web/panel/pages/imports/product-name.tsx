import { useTexts } from '../../locale/locale.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { importTexts } from './texts.ts';

interface ProductNameProps {
  readonly product_id?: number;
  readonly sku: string | null;
  readonly title: string | null;
}

/** A product by title and sku, with a link to its page where it is in the catalogue. */
export const ProductName = ({ product_id: id, sku, title }: ProductNameProps) => {
  const texts = useTexts(importTexts);
  const name = title ?? texts.gone;
  return (
    <span className="import-product">
      {id === undefined || title === null ? (
        <span>{name}</span>
      ) : (
        <PageLink to="product" id={String(id)} otherwise={name}>
          {name}
        </PageLink>
      )}
      {sku !== null && <span className="import-soft">{sku}</span>}
    </span>
  );
};
