import { z } from 'zod';
import type { ListedProduct, PriceChange, ProductImage, ProductPage } from './schema.ts';

/** The shapes of products in the panel's HTTP API. Money and quantities are exact decimals as text. */

const Time = z.iso.datetime();

/** The id of a product in an address. */
export const ProductKey = z.strictObject({ id: z.coerce.number().int().min(1).max(2_147_483_647) });

export const ListedProductView = z.object({
  id: z.int(),
  sku: z.string(),
  guid: z.string().nullable().describe('The id in 1C'),
  title: z.string(),
  category: z
    .object({ id: z.int(), title: z.string(), path: z.array(z.string()).describe('Titles from the root') })
    .nullable(),
  unit: z.string().nullable(),
  price: z.string().nullable().describe('null: not known; 0.00: on request'),
  stock_qty: z.string().describe('Of all warehouses; below zero as 1C tells it'),
  hidden: z.boolean().describe('Customers do not see it'),
  hidden_by_office: z.boolean().describe('Somebody of the office hid it'),
  withdrawn: z.boolean().describe('The source deleted it, or a full load lacked it'),
  image_id: z.uuid().nullable().describe('The main picture'),
  changed_at: Time,
});

export const ImageView = z.object({
  id: z.uuid(),
  url: z.string().nullable().describe('Where 1C says it is; null: uploaded'),
  mime: z.string().nullable(),
  stored: z.boolean().describe('False: its content is not here'),
  source: z.enum(['import', 'office']),
  error: z.string().nullable().describe('Why it could not be fetched, a machine word'),
});

export const ProductView = ListedProductView.extend({
  title_lat: z.string().nullable(),
  description: z.string(),
  barcode: z.string().nullable(),
  pack_qty: z.string().nullable().describe('How many are in a pack'),
  order_min: z.string().nullable().describe('The least that is sold; null where any amount will do'),
  order_multiple: z.string().nullable().describe('Sold in multiples of it; null where any amount will do'),
  prices: z.array(z.object({ price_type: z.string(), price: z.string() })).describe('Of further price types'),
  stocks: z.array(z.object({ warehouse: z.string(), qty: z.string() })),
  images: z.array(ImageView).describe('The main one first'),
  created_at: Time,
  created_batch: z.int().nullable(),
  changed_batch: z.int().nullable(),
});

export const PriceChanges = z.object({
  items: z
    .array(
      z.object({
        at: Time,
        price_type: z.string().nullable().describe('null: the usual price'),
        before: z.string().nullable(),
        after: z.string().nullable(),
        batch_id: z.int().nullable(),
      }),
    )
    .describe('The newest first, at most 500'),
});

export const listedView = (product: ListedProduct): z.input<typeof ListedProductView> => {
  const category = product.path?.at(-1);
  return {
    id: product.id,
    sku: product.sku,
    guid: product.guid,
    title: product.title,
    category: category ? { ...category, path: product.path?.map(({ title }) => title) ?? [] } : null,
    unit: product.unit,
    price: product.price,
    stock_qty: product.stockQty,
    hidden: product.hidden,
    hidden_by_office: product.hiddenByOffice,
    withdrawn: product.withdrawn,
    image_id: product.imageId,
    changed_at: product.changedAt.toISOString(),
  };
};

export const imageView = ({ id, url, mime, stored, source, error }: ProductImage) => ({
  id,
  url,
  mime,
  stored,
  source,
  error,
});

export const productView = (product: ProductPage): z.input<typeof ProductView> => ({
  ...listedView(product),
  title_lat: product.titleLat,
  description: product.description,
  barcode: product.barcode,
  pack_qty: product.packQty,
  order_min: product.orderMin,
  order_multiple: product.orderMultiple,
  prices: product.prices.map(({ priceType, price }) => ({ price_type: priceType, price })),
  stocks: [...product.stocks],
  images: product.images.map(imageView),
  created_at: product.createdAt.toISOString(),
  created_batch: product.createdBatch,
  changed_batch: product.changedBatch,
});

export const priceChangeView = ({ at, priceType, before, after, batchId }: PriceChange) => ({
  at: at.toISOString(),
  price_type: priceType,
  before,
  after,
  batch_id: batchId,
});
