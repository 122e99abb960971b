import type { Locale } from '#kernel/locale.ts';
import type { Role } from '#modules/access/index.ts';
import type { Person } from '#modules/people/index.ts';
import type { Content, Delivery, DialogueState, Input, Key } from './schema.ts';

/** A message waiting for its turn. */
export interface HeardMessage {
  readonly id: number;
  readonly turn: number;
  readonly input: Input;
  /** Who spoke; in a group not the same every time. */
  speaker: Person;
  readonly traceId: string | null;
}

/** A message waiting to be sent. */
export interface UnsentMessage {
  readonly id: number;
  readonly content: Content;
  /** The channel's id of the message it rewrites. */
  readonly editsRef: string | null;
  readonly edits: number | null;
  readonly inDoubt: 'repeat' | 'once';
  delivery: Delivery;
  /** How often it was put on the wire so far. */
  attempts: number;
  /** Attempts whose outcome nobody knows. */
  doubts: number;
  readonly traceId: string | null;
}

/** A conversation that this worker holds under its lease, with the work that waits in it. */
export interface Held {
  readonly id: string;
  readonly inbox: string;
  address: string;
  readonly kind: 'private' | 'group';
  readonly language: string | null;
  said: number;
  stamp: number;
  dialogue: DialogueState | null;
  keyboard: readonly (readonly Key[])[] | null;
  offered: string | null;
  attempts: number;
  reachable: boolean;
  /** Whose commands menu the chat should show, as of the last turn. */
  menu: { readonly locale: Locale; readonly roles: readonly Role[] } | undefined;
  readonly heardMessages: HeardMessage[];
  readonly unsent: UnsentMessage[];
}
