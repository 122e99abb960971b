import { z } from 'zod';
import { LOCALES } from '#kernel/locale.ts';
import { Id } from '#platform/http/id.ts';
import { listQuery } from '#platform/http/list.ts';
import { DayOrTime } from '#platform/http/moment.ts';
import { visibleWords, words } from '#platform/http/words.ts';
import { ShownPhoto } from '../schema.ts';

/** The shapes of conversations in the panel's HTTP API. Times are ISO 8601, UTC. */

const Time = z.iso.datetime();
const Whole = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export const Named = z.object({ id: z.uuid(), name: z.string() });

export const CONVERSATION_SORTS = ['heard_at', 'waiting_since', 'title'] as const;
export const CONVERSATION_VIEWS = ['all', 'attention', 'mine', 'queue', 'operated'] as const;
const KINDS = ['private', 'group'] as const;
const DATA_ERASED = 'The personal data was erased; nobody can be answered any more';
const WORDS_ERASED = 'Its words were erased with the data of the person';

export const ListQuery = listQuery(CONVERSATION_SORTS, '-heard_at', {
  view: z
    .enum(CONVERSATION_VIEWS)
    .default('all')
    .describe('`attention`: in the queue, or an operator has it and somebody waits for an answer'),
  inbox: words(100).optional(),
  kind: z.enum(KINDS).optional(),
  person_id: Id.optional(),
});
export const TableQuery = ListQuery.omit({ page: true, size: true, sort: true });

/** Who said a message: the person of the conversation (in a group, one of them), a dialogue, or an operator. */
export const SPEAKERS = ['person', 'dialogue', 'operator'] as const;
const Speaker = z.enum(SPEAKERS);

export const Conversation = z.object({
  id: z.uuid(),
  inbox: z.string(),
  channel: z.string(),
  kind: z.enum(KINDS),
  title: z.string(),
  reachable: z.boolean().describe('False: the person does not want or cannot have our messages'),
  person: Named.extend({ blocked: z.boolean(), erased: z.boolean().describe(DATA_ERASED) })
    .nullable()
    .describe('Null in groups'),
  last: z
    .object({
      from: Speaker,
      text: z.string().describe('Shortened'),
      erased: z.boolean().describe(WORDS_ERASED),
      at: Time,
    })
    .nullable()
    .describe('The newest message'),
  heard_at: Time.nullable().describe('When the person last said something'),
  queued_at: Time.nullable().describe('When the person asked for an operator; null: did not, or one came'),
  waiting_since: Time.nullable().describe('The oldest message that nobody answered yet'),
  operator: Named.extend({
    since: Time,
    until: Time.nullable().describe('When it returns to the dialogues unless the operator does something'),
  })
    .nullable()
    .describe('Who answers in it; null: the dialogues do'),
  dead_letters: z.int().describe('Messages that could not be worked'),
});

export const Counts = z.object({
  queue: z.int(),
  mine: z.int(),
  operated: z.int(),
  attention: z.int(),
});

export const Card = Conversation.extend({
  language: z.string().nullable().describe('BCP 47 tag of the device, where the channel tells'),
  locale: z.enum(LOCALES).describe('What the office speaks in it'),
  dialogue: z.string().nullable().describe('The dialogue that is running, or waits for the operator to end'),
  person: z
    .object({
      id: z.uuid(),
      name: z.string(),
      locale: z.enum(LOCALES).nullable().describe('Chosen by the person'),
      roles: z.array(z.string()),
      created_at: Time,
      blocked: z.boolean(),
      blocked_until: Time.nullable(),
      erased: z.boolean().describe(DATA_ERASED),
      identities: z.array(z.object({ kind: z.string(), value: z.string(), verified: z.boolean() })),
    })
    .nullable(),
  others: z
    .array(z.object({ id: z.uuid(), inbox: z.string(), title: z.string(), heard_at: Time.nullable() }))
    .describe('Other conversations of the same person, the latest first'),
  cursor: z.int().describe('Number of the last change'),
  typing: z.array(Named).describe('Operators who are writing in it right now'),
});

const FileOfMessage = z.object({
  id: z.uuid(),
  name: z.string(),
  mime: z.string(),
  size: z.int().nullable().describe('Bytes'),
  stored: z.boolean().describe('False: its content is not here'),
});

export const Message = z.object({
  id: z.int(),
  position: z.int().describe('Orders the conversation; may have gaps'),
  change: z.int(),
  at: Time,
  edited: z.boolean(),
  from: Speaker,
  author: Named.nullable().describe('Who wrote it; null when a dialogue did'),
  kind: z.enum(['text', 'choice', 'contact', 'file', 'place', 'other']),
  text: z
    .string()
    .describe(
      'Of a press the label of its button, of a contact the name and phone, of a place its coordinates',
    ),
  files: z.array(FileOfMessage),
  photo: ShownPhoto.optional().describe('A picture of the catalogue above the text'),
  buttons: z.array(z.array(z.string())).nullable().describe('Rows of labels'),
  hidden: z.boolean().describe('It holds a secret of the person: its text is not shown to anybody else'),
  erased: z.boolean().describe(WORDS_ERASED),
  delivery: z.enum(['queued', 'sending', 'sent', 'failed', 'unknown']).nullable().describe('Null: heard'),
  error: z.string().nullable(),
  delivered_at: Time.nullable(),
});

export const MessagesQuery = z.strictObject({
  before: Whole.min(1).optional().describe('A position: what is older'),
  after: Whole.optional().describe('A cursor: what is new or changed since then, in the order of changes'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const Messages = z.object({
  items: z.array(Message).describe('Oldest first'),
  more: z.boolean().describe('There is more in this direction: older ones, with `after` later changes'),
  cursor: z
    .int()
    .describe(
      'Send it as `after` later. A message that is still on its way comes again until it has arrived',
    ),
});

export const Files = z.object({
  items: z.array(FileOfMessage.extend({ at: Time, from: Speaker }).describe('The latest first')),
});
export const FileQuery = z.strictObject({
  inline: z.enum(['true', 'false']).optional().describe('Pictures and PDF only: to be shown, not saved'),
});

export const Takeover = z.strictObject({
  seize: z.boolean().default(false).describe('Also from another operator'),
});
export const Answer = z.strictObject({
  id: Id.describe('Made by the client: the same id is never said twice, so a retry is safe'),
  text: visibleWords(10_000).optional().describe('May be left out with a file'),
  file_id: Id.optional().describe(
    'An upload of yours of the last hour: a message of its own, after the words',
  ),
});
export const Answered = z.object({ id: z.int(), position: z.int() });

export const Note = z.object({ id: z.uuid(), text: z.string(), author: Named, created_at: Time });
export const NewNote = z.strictObject({ text: visibleWords(5_000) });

export const CannedAnswer = z.object({
  id: z.uuid(),
  title: z.string(),
  text: z.string(),
  shared: z.boolean().describe('Every operator has it'),
  own: z.boolean().describe('Only the one who asks has it'),
});
const title = visibleWords(100);
const text = visibleWords(10_000);
export const NewCannedAnswer = z.strictObject({ title, text, shared: z.boolean().default(false) });
export const CannedAnswerChange = z.strictObject({
  title: title.optional(),
  text: text.optional(),
  shared: z.boolean().optional(),
});
export const CannedQuery = listQuery(['title'], 'title', { shared: z.enum(['true', 'false']).optional() });

export const SearchQuery = listQuery(['at'], '-at', {
  from: z.enum(['person', 'operator']).optional(),
  inbox: words(100).optional(),
  after: DayOrTime.optional().describe('Said at or after this'),
  before: DayOrTime.optional().describe('Said before this'),
}).extend({ q: words(200).min(2) });
export const FoundMessage = z.object({
  message_id: z.int(),
  conversation_id: z.uuid(),
  position: z.int(),
  title: z.string(),
  person: Named.nullable(),
  from: Speaker,
  author: Named.nullable(),
  text: z.string(),
  at: Time,
});

export const InConversation = z.strictObject({ id: Id });
