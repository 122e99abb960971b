import { AppError } from '#kernel/errors.ts';
import {
  buttonToken,
  type Hear,
  type IncomingMessage,
  type Transcript,
} from '#modules/conversations/index.ts';
import type { Files } from '#modules/files/index.ts';
import type { Http } from '#platform/http/http.ts';
import { buttonOf } from './button-number.ts';
import { type Desk, INBOX } from './desk.ts';
import { visitorOf } from './guard.ts';
import { check, Heard, NoQuery, problem, Saying, sayingFor } from './schema.ts';
import { externalIdOf, messageOf } from './view.ts';
import type { Viewers } from './viewers.ts';
import type { Visitor } from './visitors.ts';

/** How a visitor speaks: a text, a press of a button, or an uploaded file. */
export const addMessageRoutes = (
  http: Http,
  {
    hear,
    transcript,
    desk,
    files,
    viewers,
  }: {
    hear: Hear;
    transcript: Transcript;
    desk: Desk;
    files: Files;
    viewers: Viewers;
  },
): void => {
  http.post('/messages', {
    config: { permission: 'visitor', cors: true, limit: { points: 30, seconds: 10 } },
    validatorCompiler:
      ({ httpPart }) =>
      (value: unknown) =>
        check(httpPart === 'body' ? sayingFor(value) : NoQuery, value),
    schema: {
      tags: ['Web chat'],
      summary: 'Say something',
      description:
        'The message is stored for good when this answers; the reply of the office comes by `events`. ' +
        'After any failure send the same body again: an `id` that was heard is only answered.',
      querystring: NoQuery,
      body: Saying,
      response: { 202: Heard, 503: problem('Nothing was taken in: send it again after Retry-After') },
    },
    handler: async (request, reply) => {
      const visitor = visitorOf(request);
      const externalId = externalIdOf(visitor.id, request.body.id);
      await hear([
        {
          type: 'message',
          externalId,
          address: visitor.id,
          kind: 'private',
          sender: { account: visitor.id, name: '', language: visitor.locale },
          input: await inputOf(request.body, visitor),
        },
      ]);
      void viewers.wake(visitor.id);
      const heard = await transcript.heard(INBOX, externalId);
      // Between the two the visitor was erased.
      if (!heard) throw new AppError('unauthorized', 'no such chat session');
      return reply.code(202).send({ message: messageOf(heard) });
    },
  });

  const inputOf = async (said: Saying, visitor: Visitor): Promise<IncomingMessage['input']> => {
    if ('choice' in said) {
      const { message_id, button } = said.choice;
      const { messageId, button: place, version } = buttonOf(Number(message_id), button);
      return { kind: 'choice', token: buttonToken(messageId, place, version) };
    }
    if (!('file_id' in said)) return { kind: 'text', text: said.text };
    const file = await files.find(said.file_id, await desk.reader(visitor));
    if (file.ok) return { kind: 'file', files: [file.value], text: said.text ?? '' };
    const fields = [{ path: 'file_id', issue: 'not a file of this visitor' }];
    throw new AppError('invalid', 'there is no such file', { fields });
  };
};
