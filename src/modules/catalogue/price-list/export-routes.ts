import { actorOf } from '#modules/access/index.ts';
import type { Database } from '#platform/db/database.ts';
import { sendCsv } from '#platform/http/csv.ts';
import type { Http } from '#platform/http/http.ts';
import type { Products } from '../products/products.ts';
import { filterOf, TableQuery } from '../products/routes.ts';
import { csvOfProducts, readTableNames, xlsxOfProducts } from './export.ts';

/** The list of products as files, which can be changed and imported again. */
export const addProductTableRoutes = (
  http: Http,
  { db, products }: { db: Database; products: Products },
): void => {
  const config = { permission: 'catalogue.read' };
  const schema = { tags: ['Catalogue'], querystring: TableQuery };

  http.get('/products.csv', {
    config,
    schema: { ...schema, summary: 'Products as CSV', description: 'Imported again it changes nothing.' },
    handler: async (request, reply) => {
      const rows = products.list.everyProduct(actorOf(request), filterOf(request.query));
      return sendCsv(reply, { name: 'products', ...csvOfProducts(rows, await readTableNames(db)) });
    },
  });

  http.get('/products.xlsx', {
    config,
    schema: {
      ...schema,
      summary: 'Products as a workbook',
      description: 'Imported again it changes nothing.',
    },
    handler: async (request, reply) => {
      const rows = products.list.everyProduct(actorOf(request), filterOf(request.query));
      const { stream, type } = xlsxOfProducts(rows, await readTableNames(db));
      return reply
        .type(type)
        .header('content-disposition', 'attachment; filename="products.xlsx"')
        .header('cache-control', 'no-store')
        .send(stream);
    },
  });
};
