/** A list of the API, and the same rows as plain SQL: what the list costs beyond them is ours. */
export interface Case {
  readonly name: string;
  /** Below /api/v1; `total` is that of the list without words. */
  readonly path: (total: number) => string;
  readonly sql: (total: number) => string;
  /** Milliseconds that 95 of 100 answers may take. */
  readonly budget: number;
}

const SIZE = 25;
/** Every list is to answer within this at 100 000 rows. */
const BUDGET_MS = 100;

const list = (
  name: string,
  path: string,
  query: string,
  sql: string,
  { last = false }: { last?: boolean } = {},
): Case => ({
  name,
  path: (total) => `${path}?${query}${last ? `&page=${Math.ceil(total / SIZE)}` : ''}`,
  sql: (total) => `${sql} limit ${SIZE} offset ${last ? (Math.ceil(total / SIZE) - 1) * SIZE : 0}`,
  budget: BUDGET_MS,
});

const PEOPLE = 'select id, name, locale, roles, created_at from people';
const CONVERSATIONS = 'select id, inbox_id, title, heard_at, queued_at, operator_id from conversations';
const OUTGOING = `select id, conversation_id, content, delivery, at from messages where direction = 'out'`;

/** What people look at, in the order of the report. */
export const CASES: Readonly<Record<'people' | 'conversations' | 'audit' | 'deliveries', readonly Case[]>> = {
  people: [
    list('people, first page', '/people', '', `${PEOPLE} order by created_at desc, id desc`),
    list('people, last page', '/people', '', `${PEOPLE} order by created_at desc, id desc`, { last: true }),
    list('people by age', '/people', 'sort=created_at', `${PEOPLE} order by created_at, id`),
    list('people by name', '/people', 'sort=name', `${PEOPLE} order by name, id`),
    list('people by name, downwards', '/people', 'sort=-name', `${PEOPLE} order by name desc, id desc`),
    list('people by name, last page', '/people', 'sort=name', `${PEOPLE} order by name, id`, { last: true }),
    list(
      'people, searched by name',
      '/people',
      'q=Karenina%2077',
      `${PEOPLE} where name ilike '%Karenina 77%' order by created_at desc, id desc`,
    ),
    list(
      'people, searched by phone',
      '/people',
      'q=%2B79990077',
      `${PEOPLE} where id in (select person_id from identities where value ilike '%+79990077%')
       order by created_at desc, id desc`,
    ),
  ],
  conversations: [
    list(
      'conversations, first page',
      '/conversations',
      '',
      `${CONVERSATIONS} order by heard_at desc nulls last, id desc`,
    ),
    list(
      'conversations, searched',
      '/conversations',
      'q=Karenina%2077',
      `${CONVERSATIONS} where title ilike '%Karenina 77%' order by heard_at desc nulls last, id desc`,
    ),
    list(
      'words in messages, searched',
      '/messages',
      'q=article%204711',
      `select id, conversation_id, content, at from messages
       where person_id is not null and content->>'text' ilike '%article 4711%' order by at desc, id desc`,
    ),
  ],
  audit: [
    list('audit, first page', '/audit', '', 'select * from audit_entries order by seq desc'),
    list('audit, last page', '/audit', '', 'select * from audit_entries order by seq desc', { last: true }),
    list(
      'audit of one action',
      '/audit',
      'action=people.block',
      `select * from audit_entries where action like 'people.block%' order by seq desc`,
    ),
  ],
  deliveries: [
    list('deliveries, first page', '/deliveries', '', `${OUTGOING} order by at desc, id desc`),
    list(
      'deliveries, sent ones',
      '/deliveries',
      'state=sent',
      `${OUTGOING} and delivery = 'sent' order by at desc, id desc`,
    ),
  ],
};
