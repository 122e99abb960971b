import { z } from 'zod';
import { actorOf } from '#modules/access/index.ts';
import type { Http } from '#platform/http/http.ts';
import type { Accounts } from './accounts.ts';
import { sessionOf } from './guards.ts';
import {
  ChatLink,
  CodeRequest,
  LinkedChats,
  OwnId,
  PasswordChange,
  PasswordProof,
  RecoveryCodes,
  SessionList,
  SessionsEnded,
  TotpEnrolment,
} from './schema.ts';

const tags = ['Account'];
const config = { permission: 'account.own' } as const;

/** What everybody of the office does with their own account. */
export const addOwnAccountRoutes = (http: Http, { accounts }: { accounts: Accounts }): void => {
  const { cookie } = accounts;

  http.get('/sessions', {
    config,
    schema: { tags, summary: 'Where one is logged in', response: { 200: SessionList } },
    handler: async (request) => {
      const sessions = await accounts.listSessions(actorOf(request));
      return {
        items: sessions.map(({ id, address, agent, createdAt, seenAt }) => ({
          id,
          address,
          agent,
          created_at: createdAt.toISOString(),
          seen_at: seenAt.toISOString(),
          current: id === sessionOf(request).id,
        })),
      };
    },
  });

  http.delete('/sessions/:id', {
    config,
    schema: { tags, summary: 'End one of the own sessions', params: OwnId, response: { 204: z.null() } },
    handler: async (request, reply) => {
      const { id } = request.params;
      await accounts.endSession(actorOf(request), id);
      if (id === sessionOf(request).id) reply.header('set-cookie', cookie.takeAway);
      return reply.code(204).send(null);
    },
  });

  http.delete('/sessions', {
    config,
    schema: { tags, summary: 'Log out everywhere else', response: { 200: SessionsEnded } },
    handler: async (request) => ({
      ended: await accounts.endOtherSessions(actorOf(request), sessionOf(request)),
    }),
  });

  http.put('/account/password', {
    config,
    schema: {
      tags,
      summary: 'Change the password',
      description:
        'Ends all other sessions. 422 names what is wrong: `current` is `wrong`, or `password` is `too_short`, ' +
        '`too_long`, `like_login`, `too_common` or `same`.',
      body: PasswordChange,
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      const token = await accounts.changePassword(actorOf(request), sessionOf(request), request.body);
      return reply.code(204).header('set-cookie', cookie.bring(token)).send(null);
    },
  });

  http.post('/account/totp', {
    config,
    schema: {
      tags,
      summary: 'Begin to set up the second factor',
      description: 'It counts once a code of the app has confirmed it.',
      body: PasswordProof,
      response: { 200: TotpEnrolment },
    },
    handler: (request) => accounts.beginTotp(actorOf(request), request.body),
  });

  http.post('/account/totp/confirm', {
    config,
    schema: {
      tags,
      summary: 'Switch the second factor on',
      description: 'Answers the recovery codes; they are shown this once.',
      body: CodeRequest,
      response: { 200: RecoveryCodes },
    },
    handler: async (request, reply) => {
      const { token, recoveryCodes } = await accounts.confirmTotp(
        actorOf(request),
        sessionOf(request),
        request.body,
      );
      reply.header('set-cookie', cookie.bring(token));
      return { recovery_codes: [...recoveryCodes] };
    },
  });

  http.delete('/account/totp', {
    config,
    schema: {
      tags,
      summary: 'Switch the second factor off',
      body: PasswordProof,
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      const token = await accounts.endTotp(actorOf(request), sessionOf(request), request.body);
      return reply.code(204).header('set-cookie', cookie.bring(token)).send(null);
    },
  });

  http.post('/account/recovery-codes', {
    config,
    schema: {
      tags,
      summary: 'Make new recovery codes',
      description: 'The old ones are worth nothing from then on.',
      body: PasswordProof,
      response: { 200: RecoveryCodes },
    },
    handler: async (request) => ({
      recovery_codes: [...(await accounts.renewRecoveryCodes(actorOf(request), request.body))],
    }),
  });

  const chatsOf = async (request: Parameters<typeof actorOf>[0]): Promise<z.input<typeof LinkedChats>> => ({
    items: (await accounts.listChats(actorOf(request))).map(({ linkedAt, ...chat }) => ({
      ...chat,
      linked_at: linkedAt.toISOString(),
    })),
  });

  http.get('/account/chats', {
    config,
    schema: { tags, summary: 'Chats linked to the account', response: { 200: LinkedChats } },
    handler: chatsOf,
  });

  http.post('/account/chats', {
    config,
    schema: {
      tags,
      summary: 'Link a chat by the code that was said in it',
      description:
        'The office says a code in answer to `/link` in a private chat; it is good for 10 minutes and once. 422 names ' +
        'what is wrong, the `code` or the `password`; 409 when the chat is the account’s already (`linked`), of another ' +
        '`employee`, or of somebody who is `blocked`; 429 after five wrong codes.',
      body: ChatLink,
      response: { 200: LinkedChats },
    },
    handler: async (request) => {
      await accounts.linkChat(actorOf(request), request.body);
      return chatsOf(request);
    },
  });

  http.delete('/account/chats/:id', {
    config,
    schema: { tags, summary: 'Unlink a chat', params: OwnId, response: { 204: z.null() } },
    handler: async (request, reply) => {
      await accounts.unlinkChat(actorOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  });
};
