import { z } from 'zod';
import type { Http } from '#platform/http/http.ts';
import type { Desk } from './desk.ts';
import { visitorOf } from './guard.ts';
import { EventsHeaders, EventsQuery } from './schema.ts';
import type { Viewers } from './viewers.ts';

const DESCRIPTION = `Server-sent events, each with JSON data:

- \`message\`: a message that is new or was rewritten (same \`id\`), as in \`GET /api/v1/chat\`; the id of the event is its change number
- \`typing\`: \`{"seconds": 5}\`, somebody is writing an answer
- \`session\`: \`{"locale", "keyboard", "commands"}\`, on connecting and whenever one of them changes

After a break connect again with \`Last-Event-ID\`: every change after it comes once and in order.
A comment line comes every 15 seconds; a stream that is silent for longer is broken.`;

/** The live side of the chat. */
export const addEventRoutes = (http: Http, { desk, viewers }: { desk: Desk; viewers: Viewers }): void => {
  http.get('/events', {
    config: { permission: 'visitor', cors: true },
    schema: {
      tags: ['Web chat'],
      summary: 'Follow the conversation',
      description: DESCRIPTION,
      querystring: EventsQuery,
      headers: EventsHeaders,
      response: {
        200: { description: 'Events', content: { 'text/event-stream': { schema: z.string() } } },
      },
    },
    handler: async (request, reply) => {
      const visitor = visitorOf(request);
      const after = request.headers['last-event-id'] ?? request.query.after;
      viewers.open(request, reply, {
        visitor,
        after: Number(after ?? (await desk.state(visitor))?.cursor ?? 0),
      });
    },
  });
};
