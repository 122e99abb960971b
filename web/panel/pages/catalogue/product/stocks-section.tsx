import { useTexts } from '../../../locale/locale.tsx';
import { Section } from '../../../parts/section.tsx';
import { Stock } from '../money.tsx';
import type { ProductCard } from '../queries.ts';
import { catalogueTexts } from '../texts.ts';

/** How much there is in all, and in which warehouse. */
export const StocksSection = ({ product }: { readonly product: ProductCard }) => {
  const texts = useTexts(catalogueTexts);
  const { stock_qty: qty, unit, stocks } = product;
  return (
    <Section title={texts.stock}>
      <p className="product-figure">
        <Stock qty={qty} unit={unit} />
      </p>
      {stocks.length === 0 ? (
        <p className="product-soft">{texts.noStocks}</p>
      ) : (
        <table className="product-table" aria-label={texts.stocks}>
          <thead>
            <tr>
              <th scope="col">{texts.warehouse}</th>
              <th scope="col">{texts.stock}</th>
            </tr>
          </thead>
          <tbody>
            {stocks.map((one) => (
              <tr key={one.warehouse}>
                <th scope="row">{one.warehouse}</th>
                <td>
                  <Stock qty={one.qty} unit={unit} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
};
