import type { Clock } from '#kernel/time.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { Http } from '#platform/http/http.ts';
import type { FileStorage } from '#platform/storage/storage.ts';
import { addCategoryRoutes } from '../categories/routes.ts';
import { createCategoryTree } from '../categories/tree.ts';
import { createImages } from '../images/images.ts';
import type { FreeBytes } from '../images/room.ts';
import { addImageRoutes } from '../images/routes.ts';
import { addProductTableRoutes } from '../price-list/export-routes.ts';
import type { ProductFind } from './list.ts';
import { createOrdering } from './ordering.ts';
import { createProducts } from './products.ts';
import { addProductRoutes } from './routes.ts';

export type Goods = ReturnType<typeof createGoods>;

/** What the office sees of the catalogue and does to it by hand. `storage` is that of pictures of goods. */
export const createGoods = (deps: {
  db: Database;
  audit: Audit;
  storage: FileStorage;
  clock: Clock;
  freeBytes?: FreeBytes;
  /** Without it words are looked for in every row. */
  find?: ProductFind | undefined;
}) => ({
  categories: createCategoryTree(deps),
  products: createProducts(deps),
  ordering: createOrdering(deps),
  images: createImages(deps),
});

/** Its routes, under `/shop`. */
export const addGoodsRoutes = async (
  http: Http,
  { db, goods }: { db: Database; goods: Goods },
): Promise<void> => {
  await http.register(
    async (scope: Http) => {
      addCategoryRoutes(scope, goods);
      addProductRoutes(scope, goods);
      addProductTableRoutes(scope, { db, ...goods });
      await addImageRoutes(scope, goods);
    },
    { prefix: '/shop' },
  );
};
