import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import { actorOf } from '#modules/access/index.ts';
import type { Http } from '#platform/http/http.ts';
import { HttpError, problemSchema } from '#platform/http/problems.ts';
import type { Operators } from '../operators.ts';
import type { Reading } from './reading.ts';
import { Answer, Answered, Conversation, InConversation, Named, Takeover } from './schema.ts';
import { conversationOf } from './view.ts';

const answer = { permission: 'conversations.answer' };
const tags = ['Conversations'];
const nothing = z.null().describe('Nothing');

const problem = (description: string, schema: z.ZodType = problemSchema) => ({
  description,
  content: { 'application/problem+json': { schema } },
});
const held = problem(
  'Somebody else answers in it',
  z.object({ ...problemSchema.shape, operator: Named.optional() }),
);

/** How an operator takes a conversation over, answers in it, and gives it back. */
export const addTakeoverRoutes = (
  http: Http,
  { operators, reading }: { operators: Operators; reading: Reading },
): void => {
  http.post('/conversations/:id/operator', {
    config: answer,
    schema: {
      tags,
      summary: 'Take a conversation over',
      description:
        'From now on the dialogues are silent in it. Taking over what one has already changes nothing.',
      params: InConversation,
      body: Takeover.nullish(),
      response: { 200: Conversation, 409: held },
    },
    handler: async (request) => {
      const by = actorOf(request);
      const { id } = request.params;
      const taken = await operators.takeOver(by, id, request.body ?? {});
      if (!taken.ok) throw heldBy(taken.operator);
      return conversationOf(await reading.one(by, id));
    },
  });

  http.delete('/conversations/:id/operator', {
    config: answer,
    schema: {
      tags,
      summary: 'Hand a conversation back to the dialogues',
      params: InConversation,
      response: { 200: Conversation, 409: problem('No operator has it') },
    },
    handler: async (request) => {
      const by = actorOf(request);
      const { id } = request.params;
      const given = await operators.handBack(by, id);
      if (!given.ok) throw new AppError('conflict', 'no operator has this conversation');
      return conversationOf(await reading.one(by, id));
    },
  });

  http.post('/conversations/:id/messages', {
    config: answer,
    schema: {
      tags,
      summary: 'Answer as its operator',
      params: InConversation,
      body: Answer,
      response: { 202: Answered, 409: held },
    },
    handler: async (request, reply) => {
      const { id, text = '', file_id: fileId } = request.body;
      const said = await operators.answer(actorOf(request), request.params.id, { id, text, fileId });
      if (!said.ok) throw heldBy(said.operator);
      return reply.code(202).send({ id: said.id, position: said.position });
    },
  });

  http.post('/conversations/:id/typing', {
    config: { ...answer, limit: { points: 60, seconds: 60 } },
    schema: {
      tags,
      summary: 'Tell that one is writing',
      description: 'The person sees it when one has the conversation; other panels are told in any case.',
      params: InConversation,
      response: { 204: nothing },
    },
    handler: async (request, reply) => {
      await operators.typing(actorOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  });
};

const heldBy = (operator: { id: string; name: string } | null): HttpError =>
  new HttpError(409, operator ? 'somebody else answers in it' : 'take the conversation over first', {
    members: { type: 'urn:kontora:problem:conflict', ...(operator ? { operator } : {}) },
  });
