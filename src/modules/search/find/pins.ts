import { normalSku } from '#modules/catalogue/index.ts';

/** A sku that a query may name. */
export interface SkuKey {
  /** As `normalSku` writes it. */
  readonly normal: string;
  readonly typed: string;
  /** Whether the sku must be written as it is typed but for the case of letters; else separators do not matter. */
  readonly strict: boolean;
}

/** What a query may name beside words. */
export interface PinKeys {
  /** The whole query first. */
  readonly skus: readonly SkuKey[];
  readonly barcode: string | null;
}

/** Longer ones are no skus. */
const LONGEST_SKU = 100;
/** Words of a query that are looked through for skus, and how many in a row may be one. */
const MOST_CHUNKS = 24;
const LONGEST_WINDOW = 4;

/** Skus and the barcode that a clean query may be, or have in it. */
export const pinKeysOf = (text: string): PinKeys => {
  const normal = normalSku(text);
  if (normal === '') return { skus: [], barcode: null };
  const whole = { normal, typed: text, strict: isSize(normal) };
  const parts = partsOf(text).filter((part) => part.normal !== normal && isUnmistakable(part.normal));
  const digits = text.replace(/[\s-]/g, '');
  return {
    skus: [...(normal.length <= LONGEST_SKU ? [whole] : []), ...parts],
    barcode: /^\d{8,32}$/.test(digits) ? digits : null,
  };
};

/** One to four words in a row, the longest first: `ABC 123 45` rather than `ABC 123`. */
const partsOf = (text: string): readonly SkuKey[] => {
  const chunks = text.split(' ').slice(0, MOST_CHUNKS);
  const parts = new Map<string, SkuKey>();
  for (let length = LONGEST_WINDOW; length > 0; length -= 1)
    for (let from = 0; from + length <= chunks.length; from += 1) {
      const typed = chunks.slice(from, from + length).join(' ');
      const normal = normalSku(typed);
      if (!parts.has(normal)) parts.set(normal, { normal, typed, strict: false });
    }
  return [...parts.values()];
};

/** Nobody means anything else by it, whatever stands around. */
const isUnmistakable = (normal: string): boolean =>
  normal.length <= LONGEST_SKU &&
  (/^\d{8,}$/.test(normal) || (normal.length >= 6 && /\d/.test(normal) && /\p{L}/u.test(normal)));

/** `1/2` and `2,5` must not find the sku `12` or `25`. */
const isSize = (normal: string): boolean => normal.length < 6 && /^\d+(?:X\d+)*$/.test(normal);
