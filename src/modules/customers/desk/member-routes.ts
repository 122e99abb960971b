import { z } from 'zod';
import { actorOf } from '#modules/access/index.ts';
import type { Http } from '#platform/http/http.ts';
import { Id } from '#platform/http/id.ts';
import { visibleWords } from '#platform/http/words.ts';
import type { CustomerDesk } from './desk.ts';
import { iso, NewInvitationView, OrganizationView } from './view.ts';

const Key = z.strictObject({ id: Id });
const MemberKey = z.strictObject({ id: Id, person_id: Id });
const AddressKey = z.strictObject({ id: Id, address_id: Id });
const InvitationKey = z.strictObject({ id: Id, invitation_id: z.guid().toLowerCase() });

const tags = ['Customers'];
const config = { permission: 'customers.change' } as const;

/** What hangs below one organization; every route answers the organization as it is then. */
export const addMemberRoutes = (http: Http, { desk }: { desk: CustomerDesk }): void => {
  const response = { 200: OrganizationView };
  type Request = Parameters<typeof actorOf>[0] & { params: { id: string } };
  const card = async (request: Request) => iso(await desk.cards.read(actorOf(request), request.params.id));

  http.post('/organizations/:id/members', {
    config,
    schema: {
      tags,
      summary: 'Add a member',
      description: 'They are told. Whoever comes first owns the organization. 409: a member already.',
      params: Key,
      body: z.strictObject({ person_id: Id }),
      response,
    },
    handler: async (request) => {
      await desk.members.add(actorOf(request), request.params.id, request.body.person_id);
      return card(request);
    },
  });

  http.patch('/organizations/:id/members/:person_id', {
    config,
    schema: {
      tags,
      summary: 'Make a member the owner',
      description: 'The owner of before stays as a member.',
      params: MemberKey,
      body: z.strictObject({ role: z.literal('owner') }),
      response,
    },
    handler: async (request) => {
      await desk.members.makeOwner(actorOf(request), request.params.id, request.params.person_id);
      return card(request);
    },
  });

  http.delete('/organizations/:id/members/:person_id', {
    config,
    schema: {
      tags,
      summary: 'Remove a member',
      description: 'They are told. 409: the owner of an organization that has other members.',
      params: MemberKey,
      response,
    },
    handler: async (request) => {
      await desk.members.remove(actorOf(request), request.params.id, request.params.person_id);
      return card(request);
    },
  });

  http.post('/organizations/:id/addresses', {
    config,
    schema: {
      tags,
      summary: 'Add a delivery address',
      description: '3 to 300 characters; one that is there already is offered first from now on.',
      params: Key,
      body: z.strictObject({ address: visibleWords(300) }),
      response,
    },
    handler: async (request) => {
      await desk.members.addAddress(actorOf(request), request.params.id, request.body.address);
      return card(request);
    },
  });

  http.delete('/organizations/:id/addresses/:address_id', {
    config,
    schema: {
      tags,
      summary: 'Remove a delivery address',
      description: 'Orders keep theirs.',
      params: AddressKey,
      response,
    },
    handler: async (request) => {
      await desk.members.dropAddress(actorOf(request), request.params.id, request.params.address_id);
      return card(request);
    },
  });

  http.post('/organizations/:id/invitations', {
    config,
    schema: {
      tags,
      summary: 'Invite somebody',
      description:
        'The code makes whoever uses it first a member, within 7 days. It is answered here and never again. 409 when ' +
        '20 are open.',
      params: Key,
      response: { 201: NewInvitationView },
    },
    handler: async (request, reply) => {
      const { code, expiresAt } = await desk.members.invite(actorOf(request), request.params.id);
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ code, links: [...(await desk.linksOf(code))], expires_at: expiresAt.toISOString() });
    },
  });

  http.delete('/organizations/:id/invitations/:invitation_id', {
    config,
    schema: { tags, summary: 'Take an invitation back', params: InvitationKey, response },
    handler: async (request) => {
      await desk.members.uninvite(actorOf(request), request.params.id, request.params.invitation_id);
      return card(request);
    },
  });
};
