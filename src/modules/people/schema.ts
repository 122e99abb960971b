import type { Locale } from '#kernel/locale.ts';
import type { Role } from '#modules/access/index.ts';

/** A human, as the dialogues see one. */
export interface Person {
  readonly id: string;
  /** As they call themselves; at first as the channel names them. */
  readonly name: string;
  /** The language they chose; null: as the channel tells. */
  readonly locale: Locale | null;
  readonly roles: readonly Role[];
  /** They belong to an organization that orders. */
  readonly customer: boolean;
}

/** Contact data of a person; `verified`: the channel or a confirmation proved it. */
export interface ContactCard {
  readonly email: { readonly value: string; readonly verified: boolean } | undefined;
  /** E.164, e.g. +79991234567. */
  readonly phone: { readonly value: string; readonly verified: boolean } | undefined;
}

/** An account in a channel (`kind` is the channel), an `email` or a `phone` of a person. */
export interface Identity {
  readonly kind: string;
  readonly value: string;
  readonly verified: boolean;
}

/** Roles that the configuration gives to an account of a channel, e.g. by ADMIN_IDS. */
export interface ConfiguredRoles {
  readonly kind: string;
  readonly account: string;
  readonly roles: readonly Role[];
}

/** A person as the register lists them. */
export interface ListedPerson extends Omit<Person, 'customer'> {
  /** Granted in the panel or given by the configuration. */
  readonly roles: readonly Role[];
  /** Whether the office does not hear them now. */
  readonly blocked: boolean;
  /** When the block ends by itself; null: never, or there is none. */
  readonly blockedUntil: Date | null;
  readonly createdAt: Date;
  /** When something was last heard in one of their own conversations. */
  readonly seenAt: Date | null;
  readonly erasedAt: Date | null;
  readonly identities: readonly Identity[];
  /** How many conversations of their own they have. */
  readonly conversations: number;
  /** How they log in to the panel; null: they do not. */
  readonly login: string | null;
}

/** Everything the panel shows of one person. */
export interface PersonCard extends ListedPerson {
  readonly grantedRoles: readonly Role[];
  readonly configuredRoles: readonly Role[];
  readonly block: Block | null;
  /** The latest 100 of their own, the last heard first. */
  readonly theirConversations: readonly PersonConversation[];
}

/** A block in force. */
export interface Block {
  readonly since: Date;
  readonly until: Date | null;
  readonly reason: string;
  /** Who blocked; null: the office itself, or nobody knows. */
  readonly by: Named | null;
}

export interface PersonConversation {
  readonly id: string;
  readonly inbox: string;
  readonly title: string;
  readonly heardAt: Date | null;
  /** Who answers in it; null: the dialogues do. */
  readonly operator: Named | null;
}

interface Named {
  readonly id: string;
  readonly name: string;
}
