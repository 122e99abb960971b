import { type Locale, localeOf } from '#kernel/locale.ts';
import type { Page } from '#modules/conversations/index.ts';
import type { Http } from '#platform/http/http.ts';
import type { WebchatConfig } from './config.ts';
import type { Desk } from './desk.ts';
import { visitorOf } from './guard.ts';
import { History, HistoryQuery, MAX_TEXT, NoQuery, Session, SessionRequest, Snapshot } from './schema.ts';
import { isShown, messageOf } from './view.ts';
import type { Visitors } from './visitors.ts';

const PAGE = 50;
const NOTHING: Page = { entries: [], more: false };

/** How a visitor comes in, and what there is to see: sessions, the snapshot, the history. */
export const addSessionRoutes = (
  http: Http,
  {
    visitors,
    desk,
    config,
    officeName,
  }: {
    visitors: Visitors;
    desk: Desk;
    config: WebchatConfig;
    officeName: (locale: Locale) => Promise<string>;
  },
): void => {
  http.post('/sessions', {
    config: { permission: 'public', cors: true, limit: { points: 60, seconds: 600 } },
    schema: {
      tags: ['Web chat'],
      summary: 'Start a session',
      description: 'A new visitor. Limited per address; keep the token and use it again.',
      querystring: NoQuery,
      body: SessionRequest,
      response: { 201: Session },
    },
    handler: async (request, reply) => {
      const locale = request.body.locale ?? localeOf(request.headers['accept-language']?.split(/[,;]/)[0]);
      return reply.code(201).send(await visitors.start(locale));
    },
  });

  http.get('', {
    config: { permission: 'visitor', cors: true },
    schema: {
      tags: ['Web chat'],
      summary: 'Everything needed to show the chat',
      description: `The latest ${PAGE} messages, and \`cursor\`, after which \`GET /api/v1/chat/events\` goes on without a gap.`,
      querystring: NoQuery,
      response: { 200: Snapshot },
    },
    handler: async (request) => {
      const visitor = visitorOf(request);
      const latest = await desk.latest(visitor, PAGE);
      const facts = await desk.factsOf(visitor)(latest?.state);
      return {
        ...facts,
        title: config.title ?? (await officeName(facts.locale)),
        max_text_length: MAX_TEXT,
        max_file_bytes: config.maxFileBytes,
        ...historyOf(latest?.page ?? NOTHING),
        cursor: String(latest?.state.cursor ?? 0),
      };
    },
  });

  http.get('/messages', {
    config: { permission: 'visitor', cors: true },
    schema: {
      tags: ['Web chat'],
      summary: 'Older messages',
      description: 'Those before a position: that of the oldest message known.',
      querystring: HistoryQuery,
      response: { 200: History },
    },
    handler: async (request) => historyOf(await desk.before(visitorOf(request), request.query)),
  });
};

const historyOf = ({ entries, more }: Page) => ({ messages: entries.filter(isShown).map(messageOf), more });
