/** An exact decimal as the office sends it. */
type Decimal = Intl.StringNumericLiteral;

const formats = new Map<string, Intl.NumberFormat>();

/** Roubles of an exact decimal, such as `1 234,50 ₽`; whole sums have no kopecks. */
export const moneyIn = (locale: string, amount: string): string =>
  formatOf(locale, {
    style: 'currency',
    currency: 'RUB',
    currencyDisplay: 'narrowSymbol',
    trailingZeroDisplay: 'stripIfInteger',
  }).format(amount as Decimal);

/** A quantity without trailing zeros, up to three decimals. */
export const quantityIn = (locale: string, quantity: string): string =>
  formatOf(locale, { maximumFractionDigits: 3 }).format(quantity as Decimal);

/** A number of things. */
export const countIn = (locale: string, count: number): string => formatOf(locale, {}).format(count);

/** How much a price moved, such as `+12,5 %`; undefined where there is nothing to compare. */
export const moveIn = (locale: string, before: string | null, after: string | null): string | undefined => {
  const from = Number(before ?? Number.NaN);
  const share = (Number(after ?? Number.NaN) - from) / from;
  if (!Number.isFinite(share)) return undefined;
  return formatOf(locale, { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' }).format(
    share,
  );
};

/** Whether it is less than nothing. */
export const isBelowZero = (quantity: string): boolean => Number(quantity) < 0;

/** Formats are dear, so they are kept. */
const formatOf = (locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat => {
  const key = `${locale} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, options);
  formats.set(key, format);
  return format;
};
