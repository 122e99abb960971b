import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import type { paths } from '../../api/schema.generated.ts';
import { defineList, type ListQuery } from '../../parts/list/define-list.ts';
import { numberOf } from '../../parts/opened.ts';

type Answer<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;

/** A product as the list tells it, and everything the office tells about one. */
export type ListedProduct = Answer<'/api/v1/shop/products'>['items'][number];
export type ProductCard = Answer<'/api/v1/shop/products/{id}'>;
export type ProductImage = ProductCard['images'][number];
export type PriceChange = Answer<'/api/v1/shop/products/{id}/prices'>['items'][number];
export type Category = Answer<'/api/v1/shop/categories'>['items'][number];

const productList = defineList({
  sorts: ['title', 'sku', 'price', 'stock_qty', 'changed_at'],
  usual: 'title',
  filters: { category_id: 'text', hidden: ['yes', 'no'], stock: ['yes', 'no'], no_price: ['true'] },
});

/** The list of products, shared by the table and by what stands around it. */
export const productSource = {
  name: 'products',
  list: productList,
  // The office works with what customers do not see, too.
  besides: ({ hidden }: ListQuery<typeof productList>) => ({ hidden: hidden ?? 'all' }),
  load: ({ category_id, no_price, ...query }: ListQuery<typeof productList>, signal: AbortSignal) => {
    const category = numberOf(category_id);
    return answer(
      api.GET('/api/v1/shop/products', {
        params: {
          query: {
            ...query,
            ...(category === undefined ? {} : { category_id: category }),
            ...(no_price === undefined ? {} : { no_price }),
          },
        },
        signal,
      }),
    );
  },
};

/** The same list as a file. */
export const PRODUCT_FILES = {
  csv: '/api/v1/shop/products.csv',
  xlsx: '/api/v1/shop/products.xlsx',
} as const;

/** What changes of products touch. */
export const TOUCHED = [['products'], ['categories']] as const;

export const categoriesQuery = queryOptions({
  queryKey: ['categories'],
  queryFn: ({ signal }) => answer(api.GET('/api/v1/shop/categories', { signal })),
});

export const productQuery = (id: number) =>
  queryOptions({
    queryKey: ['products', 'card', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/shop/products/{id}', { params: { path: { id } }, signal })),
  });

export const pricesQuery = (id: number) =>
  queryOptions({
    queryKey: ['products', 'prices', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/shop/products/{id}/prices', { params: { path: { id } }, signal })),
  });

/** The address of a picture; the id is never given twice, so browsers keep it. */
export const imageAddress = (id: string): string => `/api/v1/shop/images/${id}`;
