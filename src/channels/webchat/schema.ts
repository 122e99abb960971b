import { validatorCompiler } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { LOCALES } from '#kernel/locale.ts';
import { cleanText } from '#kernel/text.ts';
import { ShownPhoto } from '#modules/conversations/index.ts';
import { Id } from '#platform/http/id.ts';
import { problemSchema } from '#platform/http/problems.ts';
import { MAX_BUTTON_NUMBER } from './button-number.ts';

/** The shapes of the public HTTP API under /api/v1/chat; sites build their own clients from them. */

/** Longest text of one message, in UTF-16 units. */
export const MAX_TEXT = 4_000;

const Locale = z.enum(LOCALES).describe('Language the office speaks with the visitor');

export const SessionRequest = z.strictObject({
  locale: Locale.optional().describe('By default as Accept-Language says'),
});

export const Session = z.object({
  token: z
    .string()
    .describe('Secret of this visitor: keep it and send it as `Authorization: Bearer …` from now on')
    .meta({ examples: ['d0NTWk1b4K7ZbZ9xR0v6u4o3Yx2Jm5q8s1t7w9yAcEg'] }),
  locale: Locale,
});

export const ChatFile = z
  .object({
    id: z.uuid(),
    name: z.string(),
    mime: z.string().describe('Told by the content, not by its sender'),
    size: z.number().int().nullable().describe('Bytes; null while it is not known'),
  })
  .meta({
    examples: [
      {
        id: '0199c0de-7a1b-7c3d-8e4f-5a6b7c8d9e0f',
        name: 'drawing.pdf',
        mime: 'application/pdf',
        size: 48_213,
      },
    ],
  });
export type ChatFile = z.infer<typeof ChatFile>;

const Button = z.object({
  label: z.string(),
  button: z
    .number()
    .int()
    .describe(
      'What a press sends; counts from 0 across rows in a message as it was said, and is another once it was rewritten',
    ),
});

const Choice = z.object({ message_id: z.string(), button: z.number().int() });

export const Message = z
  .object({
    id: z.string().describe('Of the person: the id the client gave; of the office: decimal digits'),
    position: z.number().int().describe('Orders the conversation; may have gaps'),
    from: z.enum(['person', 'office']),
    text: z.string(),
    files: z.array(ChatFile),
    photo: ShownPhoto.optional().describe('A picture above the text; absent when there is none'),
    buttons: z.array(z.array(Button)).nullable().describe('Rows of buttons under the text'),
    choice: Choice.optional().describe(
      'Of the person: the button that was pressed; absent for anything else',
    ),
    at: z.iso.datetime().describe('When it was said, UTC'),
    edited: z.boolean().describe('It was rewritten after it had been said'),
    author: z.string().optional().describe('The employee who wrote it; absent when nobody did by hand'),
  })
  .meta({
    examples: [
      {
        id: '1042',
        position: 2,
        from: 'office',
        text: 'What are you looking for?',
        files: [],
        buttons: [
          [
            { label: 'Catalogue', button: 0 },
            { label: 'My orders', button: 1 },
          ],
        ],
        at: '2026-01-15T09:30:00.000Z',
        edited: false,
      },
    ],
  });
export type Message = z.infer<typeof Message>;

/** What may change while a chat is open: data of the `session` event. */
export const SessionFacts = z.object({
  locale: Locale,
  keyboard: z
    .array(z.array(z.object({ label: z.string() })))
    .nullable()
    .describe('Keys above the input; a press sends its label as text'),
  commands: z
    .array(z.object({ command: z.string(), description: z.string() }))
    .describe('What can be said with a slash; `command` comes without it'),
  since: z
    .number()
    .int()
    .describe(
      'Messages up to this position belong to somebody who spoke in this chat before (and logged in or out since): they are not shown, forget them',
    ),
});
export type SessionFacts = z.infer<typeof SessionFacts>;

export const History = z.object({
  messages: z.array(Message).describe('Oldest first'),
  more: z.boolean().describe('There are older messages'),
});

export const Snapshot = z.object({
  ...SessionFacts.shape,
  title: z
    .string()
    .describe('Name of the office')
    .meta({ examples: ['Kontora'] }),
  max_text_length: z.number().int().describe('UTF-16 units'),
  max_file_bytes: z.number().int(),
  ...History.shape,
  cursor: z
    .string()
    .describe('Number of the last change in this answer: where `events` goes on')
    .meta({ examples: ['123'] }),
});

/** For routes without parameters in the query. */
export const NoQuery = z.strictObject({});

export const HistoryQuery = z.strictObject({
  before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).describe('A position'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

const id = z.uuid().describe('Made by the client: the same id is never heard twice, so a retry is safe');
const text = z.string().max(MAX_TEXT);

const Words = z.strictObject({
  id,
  text: text.refine((said) => cleanText(said).trim() !== '', 'must not be empty'),
});
const Press = z.strictObject({
  id,
  choice: z.strictObject({
    message_id: z.string().regex(/^[1-9]\d{0,14}$/, 'must be the id of a message of the office'),
    button: z.number().int().min(0).max(MAX_BUTTON_NUMBER),
  }),
});
const Attachment = z.strictObject({
  id,
  file_id: Id.describe('An upload of this visitor'),
  text: text.optional(),
});

export const Saying = z.union([Words, Press, Attachment]).meta({
  examples: [
    { id: '6f2f1c5e-58f5-4f0e-9a55-0c8f8a3a9c11', text: 'Pipe 20 mm, 10 pieces' },
    { id: '0a4d8f8e-1f0b-4b8e-8f63-f2c1f7a1c9d4', choice: { message_id: '1042', button: 0 } },
  ],
});
export type Saying = z.infer<typeof Saying>;

/** The member of `Saying` that a body means by its keys: a refusal by it names the fields that are wrong. */
export const sayingFor = (body: unknown): typeof Words | typeof Press | typeof Attachment => {
  if (typeof body !== 'object' || body === null) return Words;
  if ('choice' in body) return Press;
  return 'file_id' in body ? Attachment : Words;
};

export const Heard = z.object({ message: Message });

const cursor = z.string().regex(/^\d{1,15}$/, 'must be a cursor or the id of an event');

export const EventsQuery = z.strictObject({
  after: cursor.optional().describe('Where to go on: `cursor` of the snapshot; by default, from now on'),
});
export const EventsHeaders = z.object({
  'last-event-id': cursor.optional().describe('Where to go on after a break; wins over `after`'),
});

/** The verdict of a schema that a route chooses by itself, as the server's validator gives it. */
export const check = (schema: z.ZodType, value: unknown) =>
  validatorCompiler({ schema, method: '', url: '' })(value);

/** A refusal of one route, for its documentation. */
export const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
});
