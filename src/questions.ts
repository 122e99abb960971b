import type { Clock } from '#kernel/time.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Files } from '#modules/files/index.ts';
import {
  addQuestionRoutes,
  createAttachments,
  createFileLinks,
  createOfficeQuestions,
  createQuestions,
  createQuestionsLive,
  createTelling,
  questionData,
  type Say,
} from '#modules/questions/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { Notifications } from '#platform/db/notifications.ts';
import type { Http } from '#platform/http/http.ts';
import type { Guard } from '#platform/http/route-config.ts';
import type { Log } from '#platform/log/log.ts';

export type QuestionsPart = ReturnType<typeof createQuestionsPart>;

/** Questions: asked in chats, answered in the panel, told to whoever takes part. */
export const createQuestionsPart = ({
  secretKey,
  address,
  say,
  recheck,
  ...deps
}: {
  db: Database;
  notifications: Notifications;
  audit: Audit;
  files: Files;
  customers: Parameters<typeof createTelling>[0]['customers'];
  secretKey: string;
  /** Where customers reach the office from outside; undefined: nowhere. */
  address: () => string | undefined;
  /** Pushes a message into the chat of a person. */
  say: Say;
  /** Lets a request in as long as its session may still read questions. */
  recheck: Guard;
  clock: Clock;
  log: Log;
}) => {
  const parts = { ...deps, log: deps.log.child({ component: 'questions' }) };
  const links = createFileLinks({ secretKey, address, clock: deps.clock });
  const tell = createTelling({ customers: deps.customers, links, say });
  const office = createOfficeQuestions({ ...parts, tell });
  const attachments = createAttachments({ ...parts, links });
  const live = createQuestionsLive({ ...parts, counts: office.counts });

  return {
    /** For the dialogues. */
    questions: createQuestions(parts),
    /** For the dialogues: how customers open what the office attached. */
    links,
    checks: [],
    absent: [],
    /** What questions know of a person; before the part of conversations. */
    personalData: questionData(parts),

    /** Routes of the panel, below `/api/v1`. */
    addPanelRoutes: (http: Http): Promise<void> =>
      addQuestionRoutes(http, { office, attachments, files: parts.files, live, recheck }),
  };
};
