import type { Clock } from '#kernel/time.ts';
import type { Audit } from '#modules/audit/index.ts';
import { addUploadRoute, type Files } from '#modules/files/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { Http } from '#platform/http/http.ts';
import type { Guard } from '#platform/http/route-config.ts';
import type { Operators } from '../operators.ts';
import { createCannedAnswers } from './canned-answers.ts';
import { addCannedRoutes } from './canned-routes.ts';
import { addConversationRoutes } from './conversation-routes.ts';
import { addEventRoutes } from './event-routes.ts';
import type { Live } from './live.ts';
import { addMessageRoutes } from './message-routes.ts';
import { addNoteRoutes } from './note-routes.ts';
import { createNotes } from './notes.ts';
import { createReading } from './reading.ts';
import { addTakeoverRoutes } from './takeover-routes.ts';

/** Everything the panel does with conversations, under the prefix of the API. */
export const addConversationsRoutes = async (
  http: Http,
  {
    db,
    files,
    audit,
    clock,
    operators,
    live,
    recheck,
  }: {
    db: Database;
    files: Files;
    audit: Audit;
    clock: Clock;
    operators: Operators;
    live: Live;
    recheck: Guard;
  },
): Promise<void> => {
  const reading = createReading({ db, files });
  addConversationRoutes(http, { reading, live });
  addMessageRoutes(http, { reading });
  await addUploadRoute(http, '/conversations/files', {
    permission: 'conversations.answer',
    tags: ['Conversations'],
    files,
  });
  addTakeoverRoutes(http, { operators, reading });
  addNoteRoutes(http, { notes: createNotes({ db, audit, clock }) });
  addCannedRoutes(http, { cannedAnswers: createCannedAnswers({ db, audit, clock }) });
  addEventRoutes(http, { live, recheck });
};
