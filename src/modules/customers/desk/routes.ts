import { z } from 'zod';
import { actorOf } from '#modules/access/index.ts';
import { type Cell, sendCsv } from '#platform/http/csv.ts';
import type { Http } from '#platform/http/http.ts';
import { Id } from '#platform/http/id.ts';
import { listOf, listQuery } from '#platform/http/list.ts';
import { visibleWords, words } from '#platform/http/words.ts';
import type { CustomerDesk } from './desk.ts';
import { ORGANIZATION_SORTS } from './list.ts';
import { addMemberRoutes } from './member-routes.ts';
import { addRequestRoutes } from './request-routes.ts';
import {
  iso,
  Kind,
  type ListedOrganization,
  ListedOrganizationView,
  OrganizationView,
  PriceTypeView,
} from './view.ts';

const LONGEST_NAME = 200;
const LONGEST_NOTE = 5_000;
const PriceTypeId = z.int().min(1).max(2_147_483_647);

const ListQuery = listQuery(ORGANIZATION_SORTS, 'name', {
  kind: Kind.optional(),
  blocked: z.stringbool({ truthy: ['true'], falsy: ['false'] }).optional(),
  price_type_id: z.coerce.number().pipe(PriceTypeId).optional(),
});
const TableQuery = ListQuery.omit({ page: true, size: true });
const Key = z.strictObject({ id: Id });

const Fields = {
  name: visibleWords(LONGEST_NAME).optional(),
  kind: Kind.optional(),
  price_type_id: PriceTypeId.nullable().optional().describe('null: the usual prices'),
  work_hours: words(200).optional(),
  note: words(LONGEST_NOTE).optional(),
};
const NewOrganization = z.strictObject({
  ...Fields,
  name: visibleWords(LONGEST_NAME),
  kind: Kind.default('company'),
});
const Correction = z.strictObject({
  ...Fields,
  blocked: z.boolean().optional().describe('Its members see everything and order nothing'),
  reason: visibleWords(500).optional().describe('Why it is blocked: becomes the first line of the note'),
});

const tags = ['Customers'];
const read = { permission: 'customers.read' } as const;
const change = { permission: 'customers.change' } as const;

/** Customers in the panel, under `/shop`: organizations with all that hangs below them, and requests for access. */
export const addCustomerRoutes = async (http: Http, deps: { desk: CustomerDesk }): Promise<void> => {
  await http.register(
    async (scope: Http) => {
      addOrganizationRoutes(scope, deps);
      addMemberRoutes(scope, deps);
      addRequestRoutes(scope, deps);
    },
    { prefix: '/shop' },
  );
};

const addOrganizationRoutes = (http: Http, { desk }: { desk: CustomerDesk }): void => {
  const params = Key;
  const response = { 200: OrganizationView };
  const card = async (request: Parameters<typeof actorOf>[0], id: string) =>
    iso(await desk.cards.read(actorOf(request), id));

  http.get('/organizations', {
    config: read,
    schema: {
      tags,
      summary: 'Organizations',
      description:
        '`q`: all words of a name in any order, of the organization or of a member; or the phone of a member.',
      querystring: ListQuery,
      response: { 200: listOf(ListedOrganizationView) },
    },
    handler: async (request) => {
      const { page, size, sort, ...query } = request.query;
      const { items, total } = await desk.list.page(actorOf(request), filterOf(query), { page, size, sort });
      return { items: items.map(iso), total };
    },
  });

  http.get('/organizations.csv', {
    config: read,
    schema: { tags, summary: 'Organizations as a table', querystring: TableQuery },
    handler: (request, reply) => {
      const { sort, ...query } = request.query;
      const all = desk.list.all(actorOf(request), filterOf(query), sort);
      return sendCsv(reply, { name: 'organizations', header: Object.keys(COLUMNS), rows: rowsOf(all) });
    },
  });

  http.get('/organizations/:id', {
    config: read,
    schema: { tags, summary: 'An organization', params, response },
    handler: (request) => card(request, request.params.id),
  });

  http.post('/organizations', {
    config: change,
    schema: {
      tags,
      summary: 'Add an organization',
      description:
        'It has no members at first: whoever is invited or let in first owns it. 409 when a company is called so.',
      body: NewOrganization,
      response: { 201: OrganizationView },
    },
    handler: async (request, reply) => {
      const { name, kind, ...rest } = request.body;
      const id = await desk.create(actorOf(request), { ...wishOf(rest), name, kind });
      return reply.code(201).send(await card(request, id));
    },
  });

  http.patch('/organizations/:id', {
    config: change,
    schema: {
      tags,
      summary: 'Change an organization',
      description: 'What is absent stays as it is. 409 when another company is called so.',
      params,
      body: Correction,
      response,
    },
    handler: async (request) => {
      await desk.change(actorOf(request), request.params.id, wishOf(request.body));
      return card(request, request.params.id);
    },
  });

  http.get('/price-types', {
    config: read,
    schema: {
      tags,
      summary: 'Price types of the catalogue',
      response: { 200: z.object({ items: z.array(PriceTypeView) }) },
    },
    handler: async (request) => ({ items: [...(await desk.cards.priceTypes(actorOf(request)))] }),
  });
};

const filterOf = ({ price_type_id: priceTypeId, ...filter }: Omit<z.infer<typeof TableQuery>, 'sort'>) => ({
  ...filter,
  priceTypeId,
});

const wishOf = ({
  price_type_id: priceTypeId,
  work_hours: workHours,
  ...wish
}: Omit<z.infer<typeof Correction>, never>) => ({ ...wish, priceTypeId, workHours });

const COLUMNS: Readonly<Record<string, (organization: ListedOrganization) => Cell>> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  kind: ({ kind }) => kind,
  price_type: ({ price_type }) => price_type?.name ?? null,
  work_hours: ({ work_hours }) => work_hours,
  owner: ({ owner }) => owner?.name ?? null,
  members: ({ members }) => members,
  blocked_at: ({ blocked_at }) => blocked_at,
  created_at: ({ created_at }) => created_at,
};

async function* rowsOf(organizations: AsyncIterable<ListedOrganization>) {
  for await (const one of organizations) yield Object.values(COLUMNS).map((column) => column(one));
}
