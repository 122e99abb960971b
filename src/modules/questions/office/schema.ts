import { z } from 'zod';
import { cleanText } from '#kernel/text.ts';
import { Attachment } from '#modules/files/index.ts';
import { Id } from '#platform/http/id.ts';
import { listQuery } from '#platform/http/list.ts';
import { visibleWords } from '#platform/http/words.ts';
import { LONGEST_TEXT, MOST_FILES } from '../limits.ts';
import { QUESTION_SORTS, QUESTION_STATES } from './rows.ts';

/** The shapes of questions in the panel's HTTP API. Times are ISO 8601, UTC. */

const Time = z.iso.datetime();
const Named = z.object({ id: z.uuid(), name: z.string() });
const MessageId = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

export const ListQuery = listQuery(QUESTION_SORTS, '-last_at', {
  state: z
    .enum(QUESTION_STATES)
    .default('all')
    .describe('`waiting`: open, and the customer spoke last; `open`: not closed'),
  organization_id: Id.optional(),
  person_id: Id.optional().describe('Who asked'),
});

export const InQuestion = z.strictObject({ id: Id });
export const InFile = InQuestion.extend({ file_id: Id });
export const FileQuery = z.strictObject({
  inline: z.enum(['true', 'false']).optional().describe('Pictures and PDF only: to be shown, not saved'),
});
export const ByToken = z.strictObject({ token: z.string().min(1).max(200) });

export const PartQuery = z.strictObject({
  before: MessageId.optional().describe('The id of a message: what is older'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const Attached = Attachment.extend({
  stored: z.boolean().describe('False: its content is not here (any more)'),
});

export const Question = z.object({
  id: z.uuid(),
  title: z.string(),
  organization: Named.nullable().describe('Null: of somebody who is not registered'),
  person: Named.describe('Who asked'),
  order: z.object({ id: z.uuid(), number: z.int() }).nullable().describe('What it is about'),
  product: z.object({ id: z.int(), title: z.string() }).nullable().describe('What it is about'),
  messages: z.int(),
  unread: z.int().describe('Of the customer, since the office answered and you read; counted up to 100'),
  last: z
    .object({
      by_office: z.boolean(),
      author: z.string(),
      text: z.string().describe('Shortened'),
      files: z.int(),
    })
    .nullable(),
  waiting_since: Time.nullable().describe('Since when the customer waits for an answer; null: does not'),
  last_at: Time,
  created_at: Time,
  closed_at: Time.nullable(),
});

export const Message = z.object({
  id: z.int(),
  by_office: z.boolean(),
  author: z.string().describe('As it was then'),
  text: z.string(),
  files: z.array(Attached),
  at: Time,
});

export const Opened = z.object({
  question: Question,
  messages: z.array(Message).describe('Oldest first'),
  more: z.boolean().describe('There are older ones'),
});

export const Answer = z.strictObject({
  text: z
    .string()
    .overwrite(cleanText)
    .trim()
    .max(LONGEST_TEXT)
    .default('')
    .describe('May be empty with attachments'),
  file_ids: z.array(Id).max(MOST_FILES).default([]).describe('Uploads of yours of the last hour'),
  key: visibleWords(200).describe('Made by the client: the same key is never said twice, so a retry is safe'),
});
export const Answered = z.object({
  question: Question,
  message: Message,
  told: z.int().describe('Customers to whom it was sent right now; 0 also when the key was known'),
});

export const Read = z.strictObject({
  message_id: MessageId.optional().describe('Up to this one; absent: to the last'),
});

export const Counts = z.object({
  waiting: z.int().describe('Open questions whose customer waits for an answer'),
  unread: z.int().describe('Those of them with something you have not read'),
});
