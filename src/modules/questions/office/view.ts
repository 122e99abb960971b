import type { z } from 'zod';
import type { QuestionMessage } from '../contract.ts';
import type { OfficeQuestion } from './rows.ts';
import type { Message, Question } from './schema.ts';

/** A question as the API shows it. */
export const questionView = (row: OfficeQuestion): z.input<typeof Question> => ({
  ...row,
  waiting_since: row.waiting_since?.toISOString() ?? null,
  last_at: row.last_at.toISOString(),
  created_at: row.created_at.toISOString(),
  closed_at: row.closed_at?.toISOString() ?? null,
});

/** A message as the API shows it. */
export const messageView = ({
  id,
  byOffice,
  authorName,
  text,
  files,
  at,
}: QuestionMessage): z.input<typeof Message> => ({
  id,
  by_office: byOffice,
  author: authorName,
  text,
  files: [...files],
  at: at.toISOString(),
});
