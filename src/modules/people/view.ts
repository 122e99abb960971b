import { z } from 'zod';
import { LOCALES } from '#kernel/locale.ts';
import { ROLES } from '#modules/access/index.ts';
import type { ListedPerson, PersonCard } from './schema.ts';

const Moment = z.iso.datetime();
const Named = z.object({ id: z.uuid(), name: z.string().describe('Empty: erased, or never told') });

/** A person of the list, in JSON. */
export const ListedPersonView = z.object({
  id: z.uuid(),
  name: z.string().describe('Empty: erased, or never told'),
  locale: z.enum(LOCALES).nullable().describe('Chosen by the person; null: as the channel tells'),
  roles: z.array(z.enum(ROLES)).describe('Granted, or given by the configuration'),
  blocked: z.boolean(),
  blocked_until: Moment.nullable(),
  created_at: Moment,
  seen_at: Moment.nullable().describe('The last message heard from them'),
  erased_at: Moment.nullable(),
  identities: z.array(z.object({ kind: z.string(), value: z.string(), verified: z.boolean() })),
  conversations: z.int(),
  account: z.object({ login: z.string() }).nullable().describe('With it they can log in to the panel'),
});

/** Everything about one person, in JSON. */
export const PersonView = ListedPersonView.omit({ conversations: true }).extend({
  granted_roles: z.array(z.enum(ROLES)).describe('What PUT …/roles replaces'),
  configured_roles: z.array(z.enum(ROLES)).describe('Given by the configuration, in chats only; fixed'),
  block: z
    .object({
      since: Moment,
      until: Moment.nullable(),
      reason: z.string(),
      by: Named.nullable().describe('null: the office itself'),
    })
    .nullable(),
  conversation_count: z.int(),
  conversations: z
    .array(
      z.object({
        id: z.uuid(),
        inbox: z.string(),
        title: z.string(),
        heard_at: Moment.nullable(),
        operator: Named.nullable().describe('Who answers in it; null: the dialogues do'),
      }),
    )
    .describe('The latest 100'),
});

export const listedView = (person: ListedPerson): z.input<typeof ListedPersonView> => ({
  id: person.id,
  name: person.name,
  locale: person.locale,
  roles: [...person.roles],
  blocked: person.blocked,
  blocked_until: iso(person.blockedUntil),
  created_at: person.createdAt.toISOString(),
  seen_at: iso(person.seenAt),
  erased_at: iso(person.erasedAt),
  identities: [...person.identities],
  conversations: person.conversations,
  account: person.login === null ? null : { login: person.login },
});

export const personView = (card: PersonCard): z.input<typeof PersonView> => ({
  ...listedView(card),
  granted_roles: [...card.grantedRoles],
  configured_roles: [...card.configuredRoles],
  block: card.block && {
    since: card.block.since.toISOString(),
    until: iso(card.block.until),
    reason: card.block.reason,
    by: card.block.by,
  },
  conversation_count: card.conversations,
  conversations: card.theirConversations.map(({ heardAt, ...conversation }) => ({
    ...conversation,
    heard_at: iso(heardAt),
  })),
});

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;
