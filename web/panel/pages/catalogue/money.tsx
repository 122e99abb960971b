import { useLocale, useTexts } from '../../locale/locale.tsx';
import { isBelowZero, moneyIn, quantityIn } from './figures.ts';
import { catalogueTexts } from './texts.ts';

/** What a price is called: roubles, «on request» for zero, «no price» where none is known. */
export const usePriceWords = (): ((price: string | null) => string) => {
  const texts = useTexts(catalogueTexts);
  const locale = useLocale();
  return (price) => {
    if (price === null) return texts.noPrice;
    return Number(price) === 0 ? texts.onRequest : moneyIn(locale, price);
  };
};

/** A price; one that is no sum is told softly. */
export const Price = ({ price }: { readonly price: string | null }) => (
  <span className="product-price" data-wordless={price === null || Number(price) === 0 || undefined}>
    {usePriceWords()(price)}
  </span>
);

/** How much there is, with its unit; less than nothing is 0, as customers see it, and the books by pointer. */
export const Stock = ({ qty, unit }: { readonly qty: string; readonly unit?: string | null }) => {
  const texts = useTexts(catalogueTexts);
  const locale = useLocale();
  const below = isBelowZero(qty);
  const words = `${below ? '0' : quantityIn(locale, qty)}${unit ? `\u00a0${unit}` : ''}`;
  if (!below)
    return (
      <span className="product-stock" data-none={Number(qty) === 0 || undefined}>
        {words}
      </span>
    );
  const books = texts.belowZero(quantityIn(locale, qty));
  return (
    <abbr className="product-stock" data-none data-below title={books}>
      {words}
    </abbr>
  );
};
