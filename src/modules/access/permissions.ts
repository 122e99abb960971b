import { AppError } from '#kernel/errors.ts';
import type { Actor } from './actor.ts';
import { ROLES, type Role } from './role.ts';

const EVERYBODY = ROLES;
const MANAGERS = ['administrator', 'manager'] as const;
const ADMINISTRATORS = ['administrator'] as const;

/** Who may do what. This table is the only place that knows; use cases ask it, the panel shows it as `may`. */
export const PERMISSIONS = {
  /** One's own sessions, password, second factor and linked chats. */
  'account.own': EVERYBODY,
  'office.read': EVERYBODY,
  'conversations.read': EVERYBODY,
  /** Take over, answer, hand back, write notes. */
  'conversations.answer': EVERYBODY,
  /** Take a conversation from an operator who holds it. */
  'conversations.seize': MANAGERS,
  'canned.read': EVERYBODY,
  /** Answers that all operators share; one's own are everybody's right. */
  'canned.share': MANAGERS,
  'people.read': EVERYBODY,
  'people.block': MANAGERS,
  'people.roles': ADMINISTRATORS,
  /** All data of a person as a file, and their erasure. */
  'people.data': ADMINISTRATORS,
  'catalogue.read': EVERYBODY,
  /** Hide, show, pictures. */
  'catalogue.change': MANAGERS,
  /** Load goods, confirm what a guard rail held, undo, pull from 1C. */
  'catalogue.import': MANAGERS,
  /** What customers looked for, and what they did not find. */
  'searches.read': EVERYBODY,
  /** Synonyms. */
  'search.tune': MANAGERS,
  'customers.read': EVERYBODY,
  /** Organizations: price type, members, addresses, requests for access, blocking. */
  'customers.change': MANAGERS,
  'orders.read': EVERYBODY,
  /** Move an order from status to status, and undo that. */
  'orders.work': EVERYBODY,
  /** Lines, amounts and delivery of an order. */
  'orders.change': MANAGERS,
  'questions.read': EVERYBODY,
  /** Answer, close, open again. */
  'questions.answer': EVERYBODY,
  /** How order texts are read: providers, their calls and errors. */
  'assistant.read': MANAGERS,
  /** Try how a text is read; close a breaker by hand. */
  'assistant.try': MANAGERS,
  /** Aliases: what customers mean by their words. */
  'aliases.change': MANAGERS,
  /** Keys of other systems, and where they are told of what happens. */
  'serviceKeys.manage': ADMINISTRATORS,
  'webhooks.manage': ADMINISTRATORS,
  'deadLetters.read': MANAGERS,
  'deadLetters.work': MANAGERS,
  'deliveries.read': MANAGERS,
  'audit.read': ADMINISTRATORS,
  'settings.read': MANAGERS,
  'settings.change': ADMINISTRATORS,
  'inboxes.read': MANAGERS,
  'inboxes.work': ADMINISTRATORS,
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Permission = keyof typeof PERMISSIONS;

/** Every permission there is. */
export const ALL_PERMISSIONS = Object.keys(PERMISSIONS) as readonly Permission[];

/** Whether somebody with these roles may. */
export const may = (roles: readonly Role[], permission: Permission): boolean =>
  PERMISSIONS[permission].some((role: Role) => roles.includes(role));

/** Refuses an actor who may not: AppError `denied`. The first line of every use case that somebody calls. */
export const assertMay = (actor: Actor, permission: Permission): void => {
  if (!may(actor.roles, permission)) throw new AppError('denied', `this needs the permission ${permission}`);
};
