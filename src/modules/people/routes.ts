import { z } from 'zod';
import { LOCALES } from '#kernel/locale.ts';
import { actorOf, ROLES } from '#modules/access/index.ts';
import { sendCsv } from '#platform/http/csv.ts';
import type { Http } from '#platform/http/http.ts';
import { listOf, listQuery } from '#platform/http/list.ts';
import { PEOPLE_SORTS } from './list.ts';
import { addPersonRoutes } from './person-routes.ts';
import type { Register } from './register.ts';
import type { ListedPerson } from './schema.ts';
import { ListedPersonView, listedView } from './view.ts';

const ListQuery = listQuery(PEOPLE_SORTS, '-created_at', {
  role: z.enum(ROLES).optional(),
  blocked: z.stringbool({ truthy: ['true'], falsy: ['false'] }).optional(),
  channel: z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,39}$/)
    .optional()
    .describe('The kind of an identity, such as telegram or phone'),
  locale: z.enum(LOCALES).optional(),
});
const TableQuery = ListQuery.omit({ page: true, size: true });

/** People in the panel: the list of all, its table, and everything about one. */
export const addPeopleRoutes = (http: Http, { register }: { register: Register }): void => {
  const tags = ['People'];
  const config = { permission: 'people.read' };

  http.get('/people', {
    config,
    schema: {
      tags,
      summary: 'People',
      description:
        '`q`: all words of a name in any order, a part of an identity, a phone as people write it.',
      querystring: ListQuery,
      response: { 200: listOf(ListedPersonView) },
    },
    handler: async (request) => {
      const { page, size, sort, ...filter } = request.query;
      const { items, total } = await register.list.page(actorOf(request), filter, { page, size, sort });
      return { items: items.map(listedView), total };
    },
  });

  http.get('/people.csv', {
    config,
    schema: { tags, summary: 'People as a table', querystring: TableQuery },
    handler: (request, reply) => {
      const { sort, ...filter } = request.query;
      const people = register.list.all(actorOf(request), filter, sort);
      return sendCsv(reply, { name: 'people', header: Object.keys(COLUMNS), rows: rowsOf(people) });
    },
  });

  addPersonRoutes(http, { register });
};

const values = ({ identities }: ListedPerson, wanted: (kind: string) => boolean): string =>
  identities
    .filter(({ kind }) => wanted(kind))
    .map(({ value }) => value)
    .join(', ');

const COLUMNS = {
  id: ({ id }: ListedPerson) => id,
  name: ({ name }: ListedPerson) => name,
  locale: ({ locale }: ListedPerson) => locale,
  roles: ({ roles }: ListedPerson) => roles.join(', '),
  blocked: ({ blocked }: ListedPerson) => blocked,
  blocked_until: ({ blockedUntil }: ListedPerson) => blockedUntil,
  created_at: ({ createdAt }: ListedPerson) => createdAt,
  seen_at: ({ seenAt }: ListedPerson) => seenAt,
  erased_at: ({ erasedAt }: ListedPerson) => erasedAt,
  conversations: ({ conversations }: ListedPerson) => conversations,
  login: ({ login }: ListedPerson) => login,
  phones: (person: ListedPerson) => values(person, (kind) => kind === 'phone'),
  emails: (person: ListedPerson) => values(person, (kind) => kind === 'email'),
  accounts: ({ identities }: ListedPerson) =>
    identities
      .filter(({ kind }) => kind !== 'phone' && kind !== 'email')
      .map(({ kind, value }) => `${kind}:${value}`)
      .join(', '),
};

async function* rowsOf(people: AsyncIterable<ListedPerson>) {
  for await (const person of people) yield Object.values(COLUMNS).map((column) => column(person));
}
