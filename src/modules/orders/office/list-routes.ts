import { z } from 'zod';
import { actorOf } from '#modules/access/index.ts';
import { sendCsv } from '#platform/http/csv.ts';
import type { Http } from '#platform/http/http.ts';
import { Id } from '#platform/http/id.ts';
import { listOf, listQuery } from '#platform/http/list.ts';
import { DayOrTime } from '#platform/http/moment.ts';
import { words } from '#platform/http/words.ts';
import type { Figures } from './figures.ts';
import { ORDER_SORTS, type OrderList } from './list.ts';
import type { OrderPages } from './order-page.ts';
import type { ListedOrder } from './rows.ts';
import { listedView, OrderKey, OrderListItem, OrderView, orderView, PlacedStatusName } from './view.ts';

const ListQuery = listQuery(ORDER_SORTS, '-submitted_at', {
  status: z
    .string()
    .max(200)
    .transform((text) => text.split(',').map((name) => name.trim()))
    .pipe(z.array(PlacedStatusName))
    .optional()
    .describe('One or several, with commas'),
  organization_id: Id.optional(),
  person_id: Id.optional(),
  from: DayOrTime.optional().describe('Placed at this time or later, or on this day of the office or later'),
  to: DayOrTime.optional().describe('Placed before this time, or on this day of the office or earlier'),
});
const TableQuery = ListQuery.omit({ page: true, size: true, sort: true });
const BoardQuery = z.strictObject({ organization_id: Id.optional(), q: words(200).optional() });
const FiguresQuery = z.strictObject({
  days: z.coerce.number().int().min(1).max(366).default(30).describe('Today is the last of them'),
});

const Column = z.object({
  status: PlacedStatusName,
  total: z.int().describe('Orders in it, shown or not'),
  sum: z.string().describe('Of all of them'),
  items: z.array(OrderListItem).describe('The newest first, at most 50'),
});
const Day = z.object({ date: z.iso.date(), orders: z.int(), revenue: z.string() });
const FiguresView = z.object({
  days: z.array(Day).describe('In the time zone of the office; cancelled orders do not count'),
  top_products: z.array(
    z.object({ product_id: z.int(), title: z.string(), qty: z.string(), sum: z.string(), orders: z.int() }),
  ),
  today: Day,
  open: z.object({ pending: z.int(), confirmed: z.int(), assembling: z.int(), shipped: z.int() }),
});

const tags = ['Orders'];
const config = { permission: 'orders.read' };

/** Orders as the panel shows them: a list, a table, a board, one order, figures. */
export const addOrderListRoutes = (
  http: Http,
  { list, pages, figures }: { list: OrderList; pages: OrderPages; figures: Figures },
): void => {
  http.get('/orders', {
    config,
    schema: {
      tags,
      summary: 'Orders',
      description:
        '`q`: a number; or every word in the name of the organization, of the person, or in the title of one line.',
      querystring: ListQuery,
      response: { 200: listOf(OrderListItem) },
    },
    handler: async (request) => {
      const { page, size, sort, ...query } = request.query;
      const { items, total } = await list.page(actorOf(request), filterOf(query), { page, size, sort });
      return { items: items.map(listedView), total };
    },
  });

  http.get('/orders.csv', {
    config,
    schema: { tags, summary: 'Orders as a table, the newest first', querystring: TableQuery },
    handler: (request, reply) => {
      const rows = list.every(actorOf(request), filterOf(request.query));
      return sendCsv(reply, { name: 'orders', header: Object.keys(COLUMNS), rows: cellsOf(rows) });
    },
  });

  http.get('/orders/board', {
    config,
    schema: {
      tags,
      summary: 'Orders by status',
      description: 'Of orders that are done or cancelled those that became so within the last 7 days.',
      querystring: BoardQuery,
      response: { 200: z.object({ columns: z.array(Column) }) },
    },
    handler: async (request) => {
      const { q, organization_id: organizationId } = request.query;
      const columns = await list.board(actorOf(request), { q, organizationId });
      return {
        columns: columns.map(({ items, ...column }) => ({ ...column, items: items.map(listedView) })),
      };
    },
  });

  http.get('/orders/figures', {
    config,
    schema: {
      tags,
      summary: 'Orders and revenue day by day',
      querystring: FiguresQuery,
      response: { 200: FiguresView },
    },
    handler: async (request) => {
      const { days, topProducts, today, open } = await figures.read(actorOf(request), request.query.days);
      return {
        days: [...days],
        top_products: topProducts.map(({ productId, ...product }) => ({ product_id: productId, ...product })),
        today,
        open,
      };
    },
  });

  http.get('/orders/:id', {
    config,
    schema: { tags, summary: 'An order', params: OrderKey, response: { 200: OrderView } },
    handler: async (request) => orderView(await pages.read(actorOf(request), request.params.id)),
  });
};

const filterOf = ({ status, organization_id, person_id, from, to, q }: z.output<typeof TableQuery>) => ({
  statuses: status,
  organizationId: organization_id,
  personId: person_id,
  from,
  to,
  q,
});

const COLUMNS = {
  number: ({ number }: ListedOrder) => number,
  status: ({ status }: ListedOrder) => status,
  submitted_at: ({ submittedAt }: ListedOrder) => submittedAt,
  organization: ({ organization }: ListedOrder) => organization?.name ?? null,
  person: ({ person }: ListedOrder) => person.name,
  lines: ({ lines }: ListedOrder) => lines,
  doubts: ({ doubts }: ListedOrder) => doubts,
  total: ({ total }: ListedOrder) => total,
  delivery_on: ({ deliveryOn }: ListedOrder) => deliveryOn,
  address: ({ address }: ListedOrder) => address,
  comment: ({ comment }: ListedOrder) => comment,
  changed_at: ({ changedAt }: ListedOrder) => changedAt,
  id: ({ id }: ListedOrder) => id,
};

async function* cellsOf(rows: AsyncIterable<ListedOrder>) {
  for await (const row of rows) yield Object.values(COLUMNS).map((column) => column(row));
}
