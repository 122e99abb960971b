import { z } from 'zod';
import { actorOf } from '#modules/access/index.ts';
import type { Http } from '#platform/http/http.ts';
import type { CategoryTree } from './tree.ts';

const Categories = z.object({
  items: z.array(
    z.object({
      id: z.int(),
      parent_id: z.int().nullable().describe('null: of the first level'),
      title: z.string(),
      products: z.int().describe('What customers see, in the whole subtree'),
      hidden_products: z.int().describe('In the whole subtree'),
    }),
  ),
});

/** The tree of categories in the panel. */
export const addCategoryRoutes = (http: Http, { categories }: { categories: CategoryTree }): void => {
  http.get('/categories', {
    config: { permission: 'catalogue.read' },
    schema: {
      tags: ['Catalogue'],
      summary: 'All categories',
      description: 'The whole tree as a flat list; sisters stand in their order.',
      response: { 200: Categories },
    },
    handler: async (request) => {
      const nodes = await categories.read(actorOf(request));
      return {
        items: nodes.map(({ id, parentId, title, products, hiddenProducts }) => ({
          id,
          parent_id: parentId,
          title,
          products,
          hidden_products: hiddenProducts,
        })),
      };
    },
  });
};
