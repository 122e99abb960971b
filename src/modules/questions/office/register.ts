import type { Files } from '#modules/files/index.ts';
import type { Http } from '#platform/http/http.ts';
import type { Guard } from '#platform/http/route-config.ts';
import type { Attachments } from './attachments.ts';
import { addFileRoutes } from './file-routes.ts';
import type { QuestionsLive } from './live.ts';
import type { OfficeQuestions } from './office.ts';
import { addOfficeRoutes } from './routes.ts';

/** Routes of questions, under `/shop`; `recheck` lets a request in as long as its session may still read. */
export const addQuestionRoutes = async (
  http: Http,
  parts: {
    office: OfficeQuestions;
    attachments: Attachments;
    files: Files;
    live: QuestionsLive;
    recheck: Guard;
  },
): Promise<void> => {
  await http.register(
    async (scope: Http) => {
      addOfficeRoutes(scope, parts);
      await addFileRoutes(scope, parts);
    },
    { prefix: '/shop' },
  );
};
