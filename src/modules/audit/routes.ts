import { Readable } from 'node:stream';
import { z } from 'zod';
import { actorOf } from '#modules/access/index.ts';
import { sendCsv } from '#platform/http/csv.ts';
import type { Http } from '#platform/http/http.ts';
import { Id } from '#platform/http/id.ts';
import { listOf, listQuery } from '#platform/http/list.ts';
import { DayOrTime } from '#platform/http/moment.ts';
import { words } from '#platform/http/words.ts';
import { AUDIT_SORTS, type AuditEntry } from './entries.ts';
import { exportLines } from './export.ts';
import { type AuditRow, OUTCOMES } from './schema.ts';
import type { AuditTrail } from './trail.ts';

const word = words(300);

/** Codes with commas between; the longest list names everything that there is. */
const codes = words(8_000).transform((text) => text.split(',').filter((code) => code !== ''));

const ListQuery = listQuery(AUDIT_SORTS, '-seq', {
  actor_id: Id.optional(),
  action: word.optional().describe('The whole action or its beginning'),
  subject_id: z.union([Id, word]).optional(),
  channel: word.optional(),
  outcome: z.enum(OUTCOMES).optional(),
  also: codes
    .pipe(z.array(z.string()).max(200))
    .optional()
    .describe(
      'Codes with commas between, such as `people.block,setting`: entries with one of these actions, kinds of subject, ' +
        'subjects or channels fit as well as those with the words of `q`',
    ),
  from: DayOrTime.optional().describe('At this time or later, or on this day of the office or later'),
  to: DayOrTime.optional().describe('Before this time, or on this day of the office or earlier'),
});
const TableQuery = ListQuery.omit({ page: true, size: true });

const Item = z.object({
  seq: z.int().describe('Its place in the chain, from 1'),
  at: z.iso.datetime().describe('UTC'),
  actor: z
    .object({ id: z.uuid(), name: z.string().nullable().describe('Null: a person who is no more') })
    .nullable()
    .describe('Null: the office itself'),
  action: z.string(),
  outcome: z.enum(OUTCOMES),
  subject: z
    .object({
      kind: z.string(),
      id: z.string(),
      name: z.string().optional().describe('Of a person or of a conversation'),
    })
    .nullable(),
  before: z.json().describe('The fields that changed, as they were; null: nothing was'),
  after: z.json().describe('The same fields as they became'),
  channel: z.string().describe('`panel`, `shell`, `office`, or the channel it was said in'),
  address: z.string().nullable().describe('Network address, or the account in the channel'),
  trace_id: z.string().nullable(),
  hash: z.string().describe('SHA-256 in hex, over this entry and the hash before'),
});

const Params = z.strictObject({ seq: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });

const Head = z.object({ seq: z.int(), hash: z.string() });
const State = z.discriminatedUnion('holds', [
  z.object({
    holds: z.literal(true),
    entries: z.int(),
    head: Head.describe('Note it elsewhere: a chain that lacks it later was rewritten'),
  }),
  z.object({
    holds: z.literal(false),
    broken_at: z.int().describe('The first entry that is not as it was written'),
    why: z.enum(['missing', 'changed', 'misplaced', 'unreadable']),
  }),
]);

/** The audit in the panel: read, searched, exported and checked; nobody changes it. */
export const addAuditRoutes = (http: Http, { trail }: { trail: AuditTrail }): void => {
  const tags = ['Audit'];
  const config = { permission: 'audit.read' };

  http.get('/audit', {
    config,
    schema: { tags, summary: 'Who did what', querystring: ListQuery, response: { 200: listOf(Item) } },
    handler: async (request) => {
      const { page, size, sort, ...filter } = request.query;
      const found = await trail.page(actorOf(request), filterOf(filter), { page, size, sort });
      return { ...found, items: found.items.map(itemOf) };
    },
  });

  http.get('/audit/:seq', {
    config,
    schema: { tags, summary: 'One entry', params: Params, response: { 200: Item } },
    handler: async (request) => itemOf(await trail.find(actorOf(request), request.params.seq)),
  });

  http.get('/audit.csv', {
    config,
    schema: { tags, summary: 'Who did what as a table', querystring: TableQuery },
    handler: (request, reply) => {
      const { sort, ...filter } = request.query;
      const entries = trail.all(actorOf(request), filterOf(filter), sort);
      return sendCsv(reply, { name: 'audit', header: Object.keys(COLUMNS), rows: cellsOf(entries) });
    },
  });

  http.get('/audit.jsonl', {
    config,
    schema: {
      tags,
      summary: 'The whole chain, an entry per line',
      description: 'What `kontora audit verify --file` checks.',
    },
    handler: (request, reply) =>
      reply
        .type('application/x-ndjson; charset=utf-8')
        .header('content-disposition', 'attachment; filename="audit.jsonl"')
        .header('cache-control', 'no-store')
        .send(Readable.from(exportLines(trail.chain(actorOf(request))))),
  });

  http.get('/audit/actions', {
    config,
    schema: {
      tags,
      summary: 'Every action there is an entry of',
      response: { 200: z.object({ items: z.array(z.string()) }) },
    },
    handler: async (request) => ({ items: [...(await trail.actions(actorOf(request)))] }),
  });

  http.get('/audit/verify', {
    config,
    schema: { tags, summary: 'Whether the chain holds', response: { 200: State } },
    handler: async (request): Promise<z.input<typeof State>> => {
      const state = await trail.check(actorOf(request));
      return 'head' in state
        ? { holds: true, ...state }
        : { holds: false, broken_at: state.brokenAt, why: state.why };
    },
  });
};

const filterOf = ({ actor_id, subject_id, q, ...filter }: Omit<z.output<typeof TableQuery>, 'sort'>) => ({
  ...filter,
  actorId: actor_id,
  subjectId: subject_id,
  q: q || undefined,
});

const itemOf = (entry: AuditEntry): z.input<typeof Item> => ({
  seq: entry.seq,
  at: entry.at,
  actor: entry.actor_id === null ? null : { id: entry.actor_id, name: entry.actor_name },
  action: entry.action,
  outcome: entry.outcome === 'refused' ? 'refused' : 'done',
  subject:
    entry.subject_kind === null || entry.subject_id === null
      ? null
      : {
          kind: entry.subject_kind,
          id: entry.subject_id,
          ...(entry.subject_name === null ? {} : { name: entry.subject_name }),
        },
  before: entry.before,
  after: entry.after,
  channel: entry.channel,
  address: entry.address,
  trace_id: entry.trace_id,
  hash: entry.hash,
});

const json = (value: AuditRow['before']): string | null => (value === null ? null : JSON.stringify(value));

const COLUMNS = {
  seq: ({ seq }: AuditEntry) => seq,
  at: ({ at }: AuditEntry) => at,
  actor: ({ actor_name }: AuditEntry) => actor_name,
  actor_id: ({ actor_id }: AuditEntry) => actor_id,
  action: ({ action }: AuditEntry) => action,
  outcome: ({ outcome }: AuditEntry) => outcome,
  subject_kind: ({ subject_kind }: AuditEntry) => subject_kind,
  subject: ({ subject_name }: AuditEntry) => subject_name,
  subject_id: ({ subject_id }: AuditEntry) => subject_id,
  before: ({ before }: AuditEntry) => json(before),
  after: ({ after }: AuditEntry) => json(after),
  channel: ({ channel }: AuditEntry) => channel,
  address: ({ address }: AuditEntry) => address,
  trace_id: ({ trace_id }: AuditEntry) => trace_id,
  hash: ({ hash }: AuditEntry) => hash,
};

async function* cellsOf(entries: AsyncIterable<AuditEntry>) {
  for await (const entry of entries) yield Object.values(COLUMNS).map((column) => column(entry));
}
