import type { Locale } from '#kernel/locale.ts';
import type { Person } from '#modules/people/index.ts';
import type { Audience } from './registry.ts';
import type { Content, Delivery, DialogueState, Input, Key } from './schema.ts';

/** A message waiting for its turn. */
export interface HeardMessage {
  readonly id: number;
  readonly turn: number;
  readonly input: Input;
  /** Who spoke; in a group not the same every time. */
  speaker: Person;
  /** When the office stopped hearing the speaker; null: it hears. */
  readonly blockedAt: Date | null;
  /** It was said to an operator who has given the conversation back since. */
  readonly passedOn: boolean;
  readonly account: string;
  /** The channel's id of it, where it has one. */
  readonly ref: string | null;
  readonly traceId: string | null;
}

/** A message waiting to be sent. */
export interface UnsentMessage {
  readonly id: number;
  readonly content: Content;
  /** The channel's id of the message it rewrites. */
  editsRef: string | null;
  readonly edits: number | null;
  readonly inDoubt: 'repeat' | 'once';
  delivery: Delivery;
  /** How often it was put on the wire so far. */
  attempts: number;
  /** Attempts whose outcome nobody knows. */
  doubts: number;
  readonly traceId: string | null;
}

/** Where a conversation stands: what a reply depends on. */
export interface Standing {
  readonly id: string;
  readonly kind: 'private' | 'group';
  readonly language: string | null;
  readonly dialogue: DialogueState | null;
  /** The persistent keyboard that is shown. */
  readonly keyboard: readonly (readonly Key[])[] | null;
  /** The operator who answers; null: the dialogues do. */
  readonly operatorId: string | null;
  /** The person waits for an operator. */
  readonly queued: boolean;
}

/** A conversation that this worker holds under its lease, with the work that waits in it. */
export interface Held extends Standing {
  readonly inbox: string;
  /** When it was due as it was claimed, to the microsecond; work that comes from outside changes it. */
  readonly dueAt: string;
  address: string;
  said: number;
  stamp: number;
  dialogue: DialogueState | null;
  keyboard: readonly (readonly Key[])[] | null;
  operatorId: string | null;
  queued: boolean;
  offered: string | null;
  attempts: number;
  reachable: boolean;
  /** Whose commands menu the chat should show, as of the last turn. */
  menu: ({ readonly locale: Locale } & Audience) | undefined;
  readonly heardMessages: HeardMessage[];
  readonly unsent: UnsentMessage[];
}
