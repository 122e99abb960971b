import { z } from 'zod';
import {
  type Dialogue,
  defineDialogue,
  effect,
  type StepInput,
  type TurnContext,
} from '#modules/conversations/index.ts';
import type { Customers, Organizations } from '#modules/customers/index.ts';
import { data, type Sure } from './data.ts';
import { idIn } from './id-in.ts';
import { type Act, createPages, guestReply } from './pages.ts';
import { texts } from './texts.ts';
import { backButton, refusal, toCard } from './ways.ts';

export { invite } from './invite.ts';

/** What the dialogue about one's organization takes. */
export interface OrganizationDeps {
  readonly customers: Pick<Customers, 'membershipOf' | 'membershipsOf' | 'choose'>;
  readonly organizations: Organizations;
  /** The links that an invitation is handed on by. */
  readonly linksOf: (code: string) => Promise<readonly string[]>;
}

/**
 * The organization one acts for: who is in it, where goods are brought to, whom to let in. Opened with
 * `request:<id>` it shows that request, with `invite` the page of invitations.
 */
export const createOrganization = ({ customers, organizations, linksOf }: OrganizationDeps): Dialogue => {
  const pages = createPages({ customers, organizations });

  /** A refused write ends on the card, where what is left can be seen. */
  const back = (turn: TurnContext, input: StepInput, organizationId: string) => {
    if (input.kind === 'refused')
      return { ...toCard(organizationId), say: { text: refusal(turn, input.reason) } };
    if (input.kind === 'choice') return toCard(organizationId);
    return { start: 'menu', text: input.kind === 'text' ? input.text : '' };
  };

  const does = (turn: TurnContext, { act, ...whom }: z.infer<typeof Sure>) =>
    effect(act, (tx) => {
      if (act === 'leave') return organizations.leave(tx, turn.by, whom);
      if (act === 'remove') return organizations.removeMember(tx, turn.by, whom);
      return organizations.handOver(tx, turn.by, whom);
    });

  const makeInvitation = async (turn: TurnContext, organizationId: string) => {
    const membership = await pages.mine(turn, organizationId);
    if (!membership) return toCard(organizationId);
    const code = organizations.invitations.newCode();
    const links = (await linksOf(code)).join('\n');
    return {
      ...toCard(organizationId),
      effects: [
        effect('invite', (tx) => organizations.invitations.invite(tx, turn.by, { organizationId, code })),
      ],
      say: { text: texts[turn.locale].invitation(membership.name, links, code), secret: true as const },
    };
  };

  const decides = async (turn: TurnContext, id: string, approve: boolean) => {
    const words = texts[turn.locale];
    const applicant = await organizations.requests.read(turn.db, turn.person.id, id);
    if (!applicant) return { ...(await home(turn)), say: { text: words.decided } };
    return {
      ...toCard(applicant.organizationId),
      effects: [effect('decide', (tx) => organizations.requests.decideAsOwner(tx, turn.by, { id, approve }))],
      say: { text: approve ? words.approved(applicant.name || words.nameless) : words.refused },
    };
  };

  /** The card of the organization one acts for; guests are told how to get one. */
  const home = async (turn: TurnContext) => {
    const membership = await customers.membershipOf(turn.db, turn.person.id);
    return membership ? toCard(membership.organizationId) : { end: true as const, say: guestReply(turn) };
  };

  return defineDialogue({
    name: 'organization',
    version: 1,
    command: 'organization',
    words: texts,
    audience: 'customers',
    data,
    begin: async (turn, { by, text }) => {
      const id = by === 'menu' ? z.uuid().safeParse(/^request:(.+)$/.exec(text)?.[1]) : undefined;
      if (id?.success) return { go: 'request', data: { id: id.data } };
      const membership = await customers.membershipOf(turn.db, turn.person.id);
      if (membership && text === 'invite') {
        const { organizationId } = membership;
        if (membership.role === 'owner') return { go: 'invitation', data: { organizationId } };
        return { ...toCard(organizationId), say: { text: texts[turn.locale].notOwner } };
      }
      return home(turn);
    },
    steps: {
      card: {
        ask: (turn, { organizationId }) => pages.card(turn, organizationId),
        hear: (turn, input, at) => {
          const value = input.kind === 'choice' ? input.value : '';
          if (value === 'requests') return { go: 'requests', data: at };
          if (value === 'members') return { go: 'members', data: at };
          if (value === 'addresses') return { go: 'addresses', data: at };
          if (value === 'invite') return { go: 'invitation', data: at };
          if (value === 'rename') return { go: 'name', data: at };
          if (value === 'leave')
            return { go: 'sure', data: { ...at, act: 'leave' as const, personId: turn.person.id } };
          if (value === 'others') return { go: 'choice', data: {} };
          return { start: 'menu', text: input.kind === 'text' ? input.text : '' };
        },
      },
      choice: {
        ask: pages.choice,
        hear: async (turn, input) => {
          const organizationId = idIn(input, 'choose');
          if (!organizationId) return home(turn);
          const membership = await pages.mine(turn, organizationId);
          if (!membership) return { ...(await home(turn)), say: { text: texts[turn.locale].nothing } };
          const wish = { personId: turn.person.id, organizationId };
          return {
            ...toCard(organizationId),
            effects: [effect('choose', (tx) => customers.choose(tx, wish))],
            say: { text: texts[turn.locale].chosen(membership.name) },
          };
        },
      },
      members: {
        ask: (turn, { organizationId }) => pages.members(turn, organizationId),
        hear: (turn, input, at) => {
          const personId = idIn(input, 'member');
          if (personId) return { go: 'member', data: { ...at, personId } };
          if (input.kind === 'choice' && input.value === 'invite') return { go: 'invitation', data: at };
          return back(turn, input, at.organizationId);
        },
      },
      member: {
        ask: (turn, { organizationId, personId }) => pages.member(turn, organizationId, personId),
        hear: (turn, input, at) => {
          const act: Act | undefined =
            input.kind === 'choice'
              ? (['remove', 'hand-over'] as const).find((one) => one === input.value)
              : undefined;
          if (act) return { go: 'sure', data: { ...at, act } };
          return back(turn, input, at.organizationId);
        },
      },
      sure: {
        ask: pages.sure,
        hear: (turn, input, at) => {
          if (input.kind !== 'choice' || input.value !== 'yes') return back(turn, input, at.organizationId);
          const said = { effects: [does(turn, at)], say: { text: texts[turn.locale].done[at.act] } };
          // Whoever left may have another one, or be a guest now.
          return at.act === 'leave'
            ? { start: 'organization', ...said }
            : { ...toCard(at.organizationId), ...said };
        },
      },
      name: {
        ask: ({ locale }) => ({ text: texts[locale].askName, buttons: backButton(locale) }),
        hear: (turn, input, at) => {
          const words = texts[turn.locale];
          if (input.kind === 'refused' && (input.reason === 'invalid' || input.reason === 'taken'))
            return { stay: true, say: { text: input.reason === 'taken' ? words.taken : words.badName } };
          if (input.kind !== 'text') return back(turn, input, at.organizationId);
          const wish = { ...at, name: input.text };
          return {
            ...toCard(at.organizationId),
            effects: [effect('rename', (tx) => organizations.rename(tx, turn.by, wish))],
            say: { text: words.saved },
          };
        },
      },
      addresses: {
        ask: (turn, { organizationId }) => pages.addresses(turn, organizationId),
        hear: (turn, input, at) => {
          if (input.kind === 'choice' && input.value === 'add') return { go: 'address', data: at };
          const addressId = idIn(input, 'drop');
          if (!addressId) return back(turn, input, at.organizationId);
          const wish = { ...at, addressId };
          return {
            go: 'addresses',
            data: at,
            effects: [effect('drop-address', (tx) => organizations.dropAddress(tx, turn.by, wish))],
            say: { text: texts[turn.locale].removed },
          };
        },
      },
      address: {
        ask: ({ locale }) => ({ text: texts[locale].askAddress, buttons: backButton(locale) }),
        hear: (turn, input, at) => {
          const words = texts[turn.locale];
          if (input.kind === 'refused' && input.reason === 'invalid')
            return { stay: true, say: { text: words.badAddress } };
          if (input.kind === 'refused' && input.reason === 'too_many')
            return { go: 'addresses', data: at, say: { text: words.tooManyAddresses } };
          if (input.kind !== 'text') return back(turn, input, at.organizationId);
          const wish = { ...at, address: input.text };
          return {
            go: 'addresses',
            data: at,
            effects: [effect('add-address', (tx) => organizations.addAddress(tx, turn.by, wish))],
            say: { text: words.saved },
          };
        },
      },
      invitation: {
        ask: (turn, { organizationId }) => pages.invitation(turn, organizationId),
        hear: (turn, input, at) => {
          const value = input.kind === 'choice' ? input.value : '';
          if (value === 'make') return makeInvitation(turn, at.organizationId);
          if (value !== 'revoke') return back(turn, input, at.organizationId);
          return {
            go: 'invitation',
            data: at,
            effects: [effect('revoke', (tx) => organizations.invitations.revoke(tx, turn.by, at))],
            say: { text: texts[turn.locale].revoked },
          };
        },
      },
      requests: {
        ask: (turn, { organizationId }) => pages.requests(turn, organizationId),
        hear: (turn, input, at) => {
          const id = idIn(input, 'request');
          return id ? { go: 'request', data: { id } } : back(turn, input, at.organizationId);
        },
      },
      request: {
        ask: (turn, { id }) => pages.request(turn, id),
        hear: async (turn, input, { id }) => {
          if (input.kind === 'refused')
            return { ...(await home(turn)), say: { text: refusal(turn, input.reason) } };
          const value = input.kind === 'choice' ? input.value : '';
          if (value === 'approve' || value === 'refuse') return decides(turn, id, value === 'approve');
          return input.kind === 'text' ? { start: 'menu', text: input.text } : home(turn);
        },
      },
    },
  });
};
