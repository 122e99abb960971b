import type { CategoryPath } from '../categories/path.ts';

/** A product as the office lists it. Money and quantities are exact decimals as text. */
export interface ListedProduct {
  readonly id: number;
  readonly sku: string;
  readonly guid: string | null;
  readonly title: string;
  /** Of its category, from the root; null without one. */
  readonly path: CategoryPath | null;
  readonly unit: string | null;
  /** Of the usual price type; null: not known, zero: on request. */
  readonly price: string | null;
  /** Of all warehouses; may be below zero. */
  readonly stockQty: string;
  /** Customers do not see it. */
  readonly hidden: boolean;
  readonly hiddenByOffice: boolean;
  /** The source deleted it, or a full load lacked it. */
  readonly withdrawn: boolean;
  /** The main picture, of those whose content is here. */
  readonly imageId: string | null;
  readonly changedAt: Date;
}

/** A picture of a product; without `mime` its content is not here yet. */
export interface ProductImage {
  readonly id: string;
  /** Where 1C says it is; null: uploaded by the office. */
  readonly url: string | null;
  readonly mime: string | null;
  readonly stored: boolean;
  readonly source: 'import' | 'office';
  /** Why it could not be fetched, as a machine word. */
  readonly error: string | null;
}

/** What a product has beside its list row: also what a price list of the whole catalogue tells. */
export interface ProductDetails {
  readonly titleLat: string | null;
  readonly description: string;
  readonly barcode: string | null;
  readonly packQty: string | null;
  /** The least that is sold, and in which steps; null where any amount will do. Imports leave both alone. */
  readonly orderMin: string | null;
  readonly orderMultiple: string | null;
  /** Of further price types, by name. */
  readonly prices: readonly { readonly priceType: string; readonly price: string }[];
  /** By warehouse, by name. */
  readonly stocks: readonly { readonly warehouse: string; readonly qty: string }[];
}

/** Everything the panel shows of one product. */
export interface ProductPage extends ListedProduct, ProductDetails {
  readonly images: readonly ProductImage[];
  readonly createdAt: Date;
  readonly createdBatch: number | null;
  readonly changedBatch: number | null;
}

/** A row of a price list of the catalogue. */
export type ExportedProduct = ListedProduct & ProductDetails;

/** A change of a price; a null type is the usual one, a null price is not known. */
export interface PriceChange {
  readonly at: Date;
  readonly priceType: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly batchId: number | null;
}
