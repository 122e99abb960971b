import { useTexts } from '../../../locale/locale.tsx';
import { Section } from '../../../parts/section.tsx';
import { Price } from '../money.tsx';
import type { ProductCard } from '../queries.ts';
import { catalogueTexts } from '../texts.ts';

/** The usual price, and those of further price types. */
export const PricesSection = ({ product: { price, prices } }: { readonly product: ProductCard }) => {
  const texts = useTexts(catalogueTexts);
  return (
    <Section title={texts.prices}>
      <p className="product-figure">
        <Price price={price} />
      </p>
      {prices.length > 0 && (
        <table className="product-table" aria-label={texts.prices}>
          <thead>
            <tr>
              <th scope="col">{texts.priceType}</th>
              <th scope="col">{texts.price}</th>
            </tr>
          </thead>
          <tbody>
            {prices.map((one) => (
              <tr key={one.price_type}>
                <th scope="row">{one.price_type}</th>
                <td>
                  <Price price={one.price} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
};
