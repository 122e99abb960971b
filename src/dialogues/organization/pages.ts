import { startValue } from '#kernel/start-value.ts';
import type { Button, Reply, TurnContext } from '#modules/conversations/index.ts';
import type { Customers, Membership, Organizations } from '#modules/customers/index.ts';
import { formatPhone } from '#modules/people/index.ts';
import { texts } from './texts.ts';

/** Names that a card shows before it counts the rest. */
const SHOWN_NAMES = 10;

export type Act = 'remove' | 'hand-over' | 'leave';

/** What each page of the dialogue says. Whoever does not belong to the organization any more is told so, politely. */
export const createPages = ({
  customers,
  organizations,
}: {
  customers: Pick<Customers, 'membershipsOf'>;
  organizations: Pick<Organizations, 'card' | 'requests'>;
}) => {
  const mine = async ({ db, person }: TurnContext, organizationId: string): Promise<Membership | undefined> =>
    (await customers.membershipsOf(db, person.id)).find((one) => one.organizationId === organizationId);

  /** Shows a page to members; `owner`: to the owner alone. */
  const shown = async (
    turn: TurnContext,
    organizationId: string,
    role: 'member' | 'owner',
    page: (membership: Membership, card: Awaited<ReturnType<Organizations['card']>>) => Reply,
  ): Promise<Reply> => {
    const membership = await mine(turn, organizationId);
    if (!membership || (role === 'owner' && membership.role !== 'owner')) return nothing(turn);
    return page(membership, await organizations.card(turn.db, organizationId));
  };

  const card = async (turn: TurnContext, organizationId: string): Promise<Reply> => {
    const words = texts[turn.locale];
    const several = (await customers.membershipsOf(turn.db, turn.person.id)).length > 1;
    return shown(turn, organizationId, 'member', (own, { members, memberCount, addresses, requests }) => {
      const names = members.slice(0, SHOWN_NAMES).map(({ name }) => name || words.nameless);
      const left = memberCount - names.length;
      const people = [...names, ...(left > 0 ? [words.more(left)] : [])].join(', ');
      const places = addresses.map(({ address }) => address).join('; ');
      return {
        text: [
          words.card(own.name, words.roles[own.role], people),
          places === '' ? words.noAddresses : words.addressLine(places),
          ...(own.blocked ? [`\n${words.blocked}`] : []),
        ].join('\n'),
        buttons: [
          ...(own.role === 'owner'
            ? [
                ...(requests > 0 ? [[button(words.requests(requests), 'requests')]] : []),
                [button(words.invite.title, 'invite')],
                [button(words.members, 'members'), button(words.addresses, 'addresses')],
                [button(words.rename, 'rename')],
              ]
            : [[button(words.addresses, 'addresses')], [button(words.leave, 'leave')]]),
          ...(several ? [[button(words.others, 'others')]] : []),
        ],
      };
    });
  };

  const choice = async ({ db, person, locale }: TurnContext): Promise<Reply> => ({
    text: texts[locale].choose,
    buttons: (await customers.membershipsOf(db, person.id)).map(({ name, organizationId }) => [
      button(name, `choose:${organizationId}`),
    ]),
  });

  const members = (turn: TurnContext, organizationId: string): Promise<Reply> =>
    shown(turn, organizationId, 'owner', (_, { members: all }) => {
      const words = texts[turn.locale];
      const others = all.filter(({ id }) => id !== turn.person.id);
      return {
        text: others.length === 0 ? words.nobodyElse : words.memberList,
        buttons: [
          ...others.map(({ id, name }) => [button(name || words.nameless, `member:${id}`)]),
          ...(others.length === 0 ? [[button(words.invite.title, 'invite')]] : []),
          [button(words.back, 'back')],
        ],
      };
    });

  const member = (turn: TurnContext, organizationId: string, personId: string): Promise<Reply> =>
    shown(turn, organizationId, 'owner', (_, { members: all }) => {
      const words = texts[turn.locale];
      const one = all.find(({ id }) => id === personId);
      if (!one) return nothing(turn);
      return {
        text: words.member(one.name || words.nameless),
        buttons: [
          [button(words.remove, 'remove'), button(words.handOver, 'hand-over')],
          [button(words.back, 'back')],
        ],
      };
    });

  const sure = (
    turn: TurnContext,
    { organizationId, act, personId }: { organizationId: string; act: Act; personId: string },
  ): Promise<Reply> =>
    shown(turn, organizationId, act === 'leave' ? 'member' : 'owner', (own, { members: all }) => {
      const words = texts[turn.locale];
      const name = all.find(({ id }) => id === personId)?.name || words.nameless;
      return {
        text: words.sure[act](act === 'leave' ? own.name : name),
        buttons: [[button(words.yes[act], 'yes'), button(words.back, 'back')]],
      };
    });

  const addresses = (turn: TurnContext, organizationId: string): Promise<Reply> =>
    shown(turn, organizationId, 'member', (_, { addresses: all }) => {
      const words = texts[turn.locale];
      return {
        text: all.length === 0 ? words.noAddresses : words.addressList,
        buttons: [
          ...all.map(({ id, address }) => [button(`✕ ${address}`, `drop:${id}`)]),
          [button(words.addAddress, 'add'), button(words.back, 'back')],
        ],
      };
    });

  const invitation = (turn: TurnContext, organizationId: string): Promise<Reply> =>
    shown(turn, organizationId, 'owner', (_, { invitations }) => {
      const words = texts[turn.locale];
      return {
        text: words.invitePage(invitations),
        buttons: [
          [button(words.makeLink, 'make')],
          ...(invitations > 0 ? [[button(words.revoke, 'revoke')]] : []),
          [button(words.back, 'back')],
        ],
      };
    });

  const requests = async (turn: TurnContext, organizationId: string): Promise<Reply> => {
    const words = texts[turn.locale];
    const waiting = await organizations.requests.waiting(turn.db, turn.person.id, organizationId);
    return {
      text: waiting.length === 0 ? words.noRequests : words.requestList,
      buttons: [
        ...waiting.map(({ id, name }) => [button(name || words.nameless, `request:${id}`)]),
        [button(words.back, 'back')],
      ],
    };
  };

  const request = async (turn: TurnContext, id: string): Promise<Reply> => {
    const words = texts[turn.locale];
    const applicant = await organizations.requests.read(turn.db, turn.person.id, id);
    if (!applicant) return { text: words.decided, buttons: [[button(words.back, 'back')]] };
    const { name, phone, verified, organization } = applicant;
    const told = phone === null ? '' : `${formatPhone(phone)}${verified ? '' : ` (${words.unverified})`}`;
    return {
      text: words.request(name || words.nameless, told, organization),
      buttons: [
        [button(words.approve, 'approve'), button(words.refuse, 'refuse')],
        [button(words.back, 'back')],
      ],
    };
  };

  return { mine, card, choice, members, member, sure, addresses, invitation, requests, request };
};

const button = (label: string, value: string): Button => ({ label, value });

/** Said where there is nothing to see (any more). */
const nothing = ({ locale }: TurnContext): Reply => ({
  text: texts[locale].nothing,
  buttons: [[button(texts[locale].menu, startValue('menu'))]],
});

/** What a guest is told. */
export const guestReply = ({ locale }: TurnContext): Reply => ({
  text: texts[locale].guest,
  buttons: [
    [button(texts[locale].register, startValue('register'))],
    [button(texts[locale].requestAccess, startValue('request-access'))],
  ],
});
