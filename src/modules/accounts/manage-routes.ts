import { z } from 'zod';
import { actorOf, ROLES } from '#modules/access/index.ts';
import type { Http } from '#platform/http/http.ts';
import { Id } from '#platform/http/id.ts';
import type { Accounts } from './accounts.ts';
import type { Credentials } from './open-account.ts';

const login = z.string().trim().min(1).max(64).describe('2 to 64 latin letters, digits, dots, lines');

const NewAccount = z.union([
  z.strictObject({ login, person_id: Id.describe('Somebody the office knows; their roles stay') }),
  z.strictObject({
    login,
    name: z.string().trim().min(1).max(100),
    roles: z.array(z.enum(ROLES)).min(1).max(3),
  }),
]);

const Made = z.object({
  person_id: z.uuid(),
  login: z.string(),
  password: z.string().describe('Shown this once; its owner is asked to replace it'),
});

const Whose = z.strictObject({ person_id: Id });

const tags = ['Accounts'];
const config = { permission: 'people.roles' } as const;

/** Accounts of others: opened, given a new password, closed by administrators. */
export const addManageRoutes = (http: Http, { accounts }: { accounts: Accounts }): void => {
  http.post('/accounts', {
    config,
    schema: {
      tags,
      summary: 'Open an account',
      description: 'For a person the office knows, or for a new one. 409 when the login is taken.',
      body: NewAccount,
      response: { 201: Made },
    },
    handler: async (request, reply) => {
      const { body } = request;
      const newcomer = 'person_id' in body ? { login: body.login, personId: body.person_id } : body;
      return reply.code(201).send(shown(await accounts.openAccount(actorOf(request), newcomer)));
    },
  });

  http.post('/accounts/:person_id/password', {
    config,
    schema: {
      tags,
      summary: 'Give an account a new password',
      description:
        'Ends all its sessions. `without_totp` also switches the second factor off. 409 for one’s own.',
      params: Whose,
      body: z.strictObject({ without_totp: z.boolean().optional() }),
      response: { 200: Made },
    },
    handler: async (request) => {
      const { person_id: personId } = request.params;
      const withoutTotp = request.body.without_totp;
      return shown(await accounts.resetPassword(actorOf(request), { personId, withoutTotp }));
    },
  });

  http.delete('/accounts/:person_id', {
    config,
    schema: {
      tags,
      summary: 'Close an account',
      description: 'The person stays. 409 for one’s own and for that of the last administrator.',
      params: Whose,
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      await accounts.closeAccount(actorOf(request), request.params.person_id);
      return reply.code(204).send(null);
    },
  });
};

const shown = ({ personId, login, password }: Credentials) => ({ person_id: personId, login, password });
