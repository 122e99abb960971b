import { z } from 'zod';
import { actorOf } from '#modules/access/index.ts';
import type { Http } from '#platform/http/http.ts';
import { Id } from '#platform/http/id.ts';
import type { Notes, Note as StoredNote } from './notes.ts';
import { InConversation, NewNote, Note } from './schema.ts';

const tags = ['Conversations'];
const InNote = InConversation.extend({ note_id: Id });

/** Notes that employees write about a conversation; the person never sees them. */
export const addNoteRoutes = (http: Http, { notes }: { notes: Notes }): void => {
  http.get('/conversations/:id/notes', {
    config: { permission: 'conversations.read' },
    schema: {
      tags,
      summary: 'Notes about a conversation',
      params: InConversation,
      response: { 200: z.object({ items: z.array(Note).describe('Oldest first') }) },
    },
    handler: async (request) => ({
      items: (await notes.list(actorOf(request), request.params.id)).map(noteOf),
    }),
  });

  http.post('/conversations/:id/notes', {
    config: { permission: 'conversations.answer' },
    schema: {
      tags,
      summary: 'Write a note',
      params: InConversation,
      body: NewNote,
      response: { 201: Note },
    },
    handler: async (request, reply) =>
      reply.code(201).send(noteOf(await notes.write(actorOf(request), request.params.id, request.body.text))),
  });

  http.delete('/conversations/:id/notes/:note_id', {
    config: { permission: 'conversations.answer' },
    schema: {
      tags,
      summary: 'Remove a note',
      params: InNote,
      response: { 204: z.null().describe('Nothing') },
    },
    handler: async (request, reply) => {
      await notes.remove(actorOf(request), request.params.id, request.params.note_id);
      return reply.code(204).send(null);
    },
  });
};

const noteOf = ({ at, ...note }: StoredNote): z.input<typeof Note> => ({
  ...note,
  created_at: at.toISOString(),
});
