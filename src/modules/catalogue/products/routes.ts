import { z } from 'zod';
import { compareDecimals } from '#kernel/decimal.ts';
import { actorOf } from '#modules/access/index.ts';
import type { Http } from '#platform/http/http.ts';
import { listOf, listQuery } from '#platform/http/list.ts';
import { PRODUCT_SORTS } from './list.ts';
import type { Ordering } from './ordering.ts';
import type { Products } from './products.ts';
import {
  ListedProductView,
  listedView,
  PriceChanges,
  ProductKey,
  ProductView,
  priceChangeView,
  productView,
} from './view.ts';

const yes = (what: string) => z.enum(['yes', 'no']).optional().describe(what);
const ListQuery = listQuery(PRODUCT_SORTS, 'title', {
  category_id: ProductKey.shape.id.optional().describe('With everything below it'),
  hidden: z.enum(['yes', 'no', 'all']).default('no'),
  stock: yes('Whether some are left'),
  no_price: z.stringbool({ truthy: ['true', 'yes'], falsy: ['false', 'no'] }).optional(),
});
export const TableQuery = ListQuery.omit({ page: true, size: true, sort: true });

const Some = z.strictObject({ ids: z.array(z.int().min(1).max(2_147_483_647)).min(1).max(1_000) });
const tags = ['Catalogue'];
const read = { permission: 'catalogue.read' };
const change = { permission: 'catalogue.change' };

/** An amount that fits the catalogue, above zero and no more than anybody orders. */
const Amount = z
  .string()
  .regex(/^\d{1,7}(?:\.\d{1,3})?$/, { error: 'an amount such as 10 or 2.5 is needed', abort: true })
  .refine((text) => compareDecimals(text, '0') > 0, 'must be above zero')
  .refine((text) => compareDecimals(text, '1000000') <= 0, 'must be at most 1000000');
const Change = z
  .strictObject({
    order_min: Amount.nullable().optional().describe('The least that is sold; null where any amount will do'),
    order_multiple: Amount.nullable()
      .optional()
      .describe('Sold in multiples of it; null where any amount will do'),
  })
  .refine((wish) => Object.values(wish).some((value) => value !== undefined), 'nothing is to be changed');

/** Products in the panel: the list, one with its prices, how it is ordered, hiding and showing. */
export const addProductRoutes = (
  http: Http,
  { products, ordering }: { products: Products; ordering: Ordering },
): void => {
  http.get('/products', {
    config: read,
    schema: {
      tags,
      summary: 'Products',
      description:
        '`q`: what the search finds, best first in the usual order; skus by their beginning, however it is written; barcodes ' +
        'and guids. While the search cannot answer: every word in title, sku, barcode or guid.',
      querystring: ListQuery,
      response: { 200: listOf(ListedProductView) },
    },
    handler: async (request) => {
      const { page, size, sort, ...query } = request.query;
      const paging = { page, size, sort };
      const { items, total } = await products.list.page(actorOf(request), filterOf(query), paging);
      return { items: items.map(listedView), total };
    },
  });

  const params = ProductKey;
  const response = { 200: ProductView };

  http.get('/products/:id', {
    config: read,
    schema: { tags, summary: 'A product', params, response },
    handler: async (request) => productView(await products.read(actorOf(request), request.params.id)),
  });

  http.patch('/products/:id', {
    config: change,
    schema: {
      tags,
      summary: 'Change how a product is ordered',
      description:
        'Imports leave this alone. What is in carts already is rounded up when its customer looks.',
      params,
      body: Change,
      response,
    },
    handler: async (request) => {
      const by = actorOf(request);
      const { order_min: orderMin, order_multiple: orderMultiple } = request.body;
      await ordering.change(by, request.params.id, { orderMin, orderMultiple });
      return productView(await products.read(by, request.params.id));
    },
  });

  http.get('/products/:id/prices', {
    config: read,
    schema: { tags, summary: 'How the prices of a product changed', params, response: { 200: PriceChanges } },
    handler: async (request) => {
      const changes = await products.priceChanges(actorOf(request), request.params.id);
      return { items: changes.map(priceChangeView) };
    },
  });

  for (const { word, hidden, summary } of [
    { word: 'hide', hidden: true, summary: 'from customers' },
    { word: 'show', hidden: false, summary: 'to customers again' },
  ]) {
    const verb = hidden ? 'Hide' : 'Show';

    http.post(`/products/:id/${word}`, {
      config: change,
      schema: {
        tags,
        summary: `${verb} a product ${summary}`,
        params: ProductKey,
        response: { 200: ProductView },
      },
      handler: async (request) =>
        productView(await products.setOneHidden(actorOf(request), request.params.id, hidden)),
    });

    http.post(`/products/${word}`, {
      config: change,
      schema: {
        tags,
        summary: `${verb} products ${summary}`,
        body: Some,
        response: { 200: z.object({ changed: z.int() }) },
      },
      handler: async (request) => ({
        changed: await products.setHidden(actorOf(request), request.body.ids, hidden),
      }),
    });
  }
};

/** What the query of a list or a table means. */
export const filterOf = ({ category_id, hidden, stock, no_price, q }: z.output<typeof TableQuery>) => ({
  categoryId: category_id,
  hidden: hidden === 'all' ? undefined : hidden === 'yes',
  stock: stock === undefined ? undefined : stock === 'yes',
  noPrice: no_price,
  q,
});
