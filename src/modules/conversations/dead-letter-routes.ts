import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import type { Result } from '#kernel/result.ts';
import { actorOf } from '#modules/access/index.ts';
import { sendCsv } from '#platform/http/csv.ts';
import type { Http } from '#platform/http/http.ts';
import { Id } from '#platform/http/id.ts';
import { listOf, listQuery } from '#platform/http/list.ts';
import { words } from '#platform/http/words.ts';
import { Brief, briefOf } from './brief.ts';
import { DEAD_LETTER_SORTS, DEAD_LETTER_STATES, type DeadLetter } from './dead-letter-rows.ts';
import type { DeadLetters, LetterRefusal, LetterWork } from './dead-letters.ts';

/** Letters that one request may work. */
const MOST = 200;

const ListQuery = listQuery(DEAD_LETTER_SORTS, '-at', {
  state: z.enum(DEAD_LETTER_STATES).default('dead'),
  inbox: words(100).optional(),
  dialogue: words(100).optional(),
});
const TableQuery = ListQuery.omit({ page: true, size: true });

const Key = z.strictObject({
  conversation_id: Id,
  turn: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
});
const Keys = z.strictObject({ items: z.array(Key).min(1).max(MOST) });

const Item = z.object({
  conversation_id: z.uuid(),
  turn: z.int().describe('Names the letter together with its conversation'),
  inbox: z.string(),
  title: z.string().describe('Of the conversation'),
  person: z.object({ id: z.uuid(), name: z.string() }).nullable().describe('Who said it'),
  position: z.int().nullable().describe('Of the message in its conversation; null: it was erased'),
  dialogue: z.string().nullable().describe('Which dialogue ran when it failed'),
  reason: z.string(),
  attempts: z.int(),
  at: z.iso.datetime().describe('When it was given up, UTC'),
  trace_id: z.string().nullable(),
  payload: Brief,
  state: z.enum(DEAD_LETTER_STATES),
});
const Letter = Item.extend({
  input: z.looseObject({ kind: z.string() }).describe('What was said, whole, as it is stored'),
});
const Worked = z.object({
  items: z.array(Key.extend({ outcome: z.enum(['done', 'missing', 'settled']) })),
});

/** The summary of each work, for one letter and for many. */
const WORKS = {
  replay: ['Hear its message again', 'Hear many messages again'],
  discard: ['Put it aside', 'Put many aside'],
  restore: ['Take back one that was put aside', 'Take back many that were put aside'],
} as const satisfies Record<LetterWork, readonly [string, string]>;

/** Dead letters in the panel: what could not be worked, and what is to become of it. */
export const addDeadLetterRoutes = (http: Http, { deadLetters }: { deadLetters: DeadLetters }): void => {
  const tags = ['Dead letters'];
  const read = { permission: 'deadLetters.read' };
  const work = { permission: 'deadLetters.work' };

  http.get('/dead-letters', {
    config: read,
    schema: { tags, summary: 'Dead letters', querystring: ListQuery, response: { 200: listOf(Item) } },
    handler: async (request) => {
      const { page, size, sort, ...filter } = request.query;
      const { items, total } = await deadLetters.page(actorOf(request), filter, { page, size, sort });
      return { items: items.map(itemOf), total };
    },
  });

  http.get('/dead-letters.csv', {
    config: read,
    schema: { tags, summary: 'Dead letters as a table', querystring: TableQuery },
    handler: (request, reply) => {
      const { sort, ...filter } = request.query;
      const letters = deadLetters.all(actorOf(request), filter, sort);
      return sendCsv(reply, { name: 'dead-letters', header: Object.keys(COLUMNS), rows: rowsOf(letters) });
    },
  });

  http.get('/dead-letters/:conversation_id/:turn', {
    config: read,
    schema: { tags, summary: 'A dead letter with all that was said', params: Key, response: { 200: Letter } },
    handler: async (request) => {
      const letter = await deadLetters.find(actorOf(request), keyOf(request.params));
      return { ...itemOf(letter), input: letter.input };
    },
  });

  for (const [what, [summary, summaryOfMany]] of Object.entries(WORKS) as [LetterWork, [string, string]][]) {
    http.post(`/dead-letters/:conversation_id/:turn/${what}`, {
      config: work,
      schema: { tags, summary, params: Key, response: { 204: z.null() } },
      handler: async (request, reply) => {
        const [result] = await deadLetters.workAll(actorOf(request), what, [keyOf(request.params)]);
        if (result?.ok) return reply.code(204).send(null);
        throw result?.reason === 'settled'
          ? new AppError('conflict', `the letter is in no state to ${what} it`)
          : new AppError('missing', 'there is no such dead letter');
      },
    });

    http.post(`/dead-letters/${what}`, {
      config: work,
      schema: { tags, summary: summaryOfMany, body: Keys, response: { 200: Worked } },
      handler: async (request) => {
        const { items } = request.body;
        const results = await deadLetters.workAll(actorOf(request), what, items.map(keyOf));
        return { items: items.map((item, index) => ({ ...item, outcome: outcomeOf(results[index]) })) };
      },
    });
  }
};

const keyOf = ({ conversation_id, turn }: z.infer<typeof Key>) => ({ conversationId: conversation_id, turn });

const outcomeOf = (result: Result<undefined, LetterRefusal> | undefined) =>
  result?.ok ? ('done' as const) : (result?.reason ?? 'missing');

const itemOf = (letter: DeadLetter): z.input<typeof Item> => ({
  conversation_id: letter.conversationId,
  turn: letter.turn,
  inbox: letter.inbox,
  title: letter.title,
  person: letter.person,
  position: letter.position,
  dialogue: letter.dialogue,
  reason: letter.error,
  attempts: letter.attempts,
  at: letter.at.toISOString(),
  trace_id: letter.traceId,
  payload: briefOf(letter.input),
  state: letter.state,
});

const COLUMNS = {
  at: ({ at }: DeadLetter) => at,
  state: ({ state }: DeadLetter) => state,
  inbox: ({ inbox }: DeadLetter) => inbox,
  title: ({ title }: DeadLetter) => title,
  person: ({ person }: DeadLetter) => person?.name ?? null,
  dialogue: ({ dialogue }: DeadLetter) => dialogue,
  reason: ({ error }: DeadLetter) => error,
  attempts: ({ attempts }: DeadLetter) => attempts,
  kind: ({ input }: DeadLetter) => input.kind,
  text: ({ input }: DeadLetter) => briefOf(input).text,
  files: ({ input }: DeadLetter) => briefOf(input).files.join(', '),
  conversation_id: ({ conversationId }: DeadLetter) => conversationId,
  turn: ({ turn }: DeadLetter) => turn,
  trace_id: ({ traceId }: DeadLetter) => traceId,
};

async function* rowsOf(letters: AsyncIterable<DeadLetter>) {
  for await (const letter of letters) yield Object.values(COLUMNS).map((column) => column(letter));
}
