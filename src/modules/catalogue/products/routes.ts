import { z } from 'zod';
import { actorOf } from '#modules/access/index.ts';
import type { Http } from '#platform/http/http.ts';
import { listOf, listQuery } from '#platform/http/list.ts';
import { PRODUCT_SORTS } from './list.ts';
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

/** Products in the panel: the list, one with its prices, hiding and showing. */
export const addProductRoutes = (http: Http, { products }: { products: Products }): void => {
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
