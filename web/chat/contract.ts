import type { Locale } from '#kernel/locale.ts';

/** A file of a message; its bytes come from `GET /api/v1/chat/files/{id}`. */
export interface ChatFile {
  readonly id: string;
  readonly name: string;
  readonly mime: string;
  /** Bytes; null while they are not known. */
  readonly size: number | null;
}

/** A picture of the office above its words; `title` says what it shows. */
export interface ChatPhoto {
  readonly url: string;
  readonly title: string;
}

/** A button under a message; `button` is its number in that message. */
export interface ChatButton {
  readonly label: string;
  readonly button: number;
}

/** One message; `position` orders the conversation, `at` is ISO time, `author` the name of an operator. */
export interface ChatMessage {
  readonly id: string;
  readonly position: number;
  readonly from: 'person' | 'office';
  readonly text: string;
  readonly files: readonly ChatFile[];
  readonly photo?: ChatPhoto;
  readonly buttons: readonly (readonly ChatButton[])[] | null;
  /** Of a person: the button that was pressed. */
  readonly choice?: { readonly message_id: string; readonly button: number };
  readonly at: string;
  readonly edited: boolean;
  readonly author?: string | null;
}

/** A key of the keyboard above the input; a press says its label. */
export interface Key {
  readonly label: string;
}

/** What can be said with a slash; `command` comes without it. */
export interface Command {
  readonly command: string;
  readonly description: string;
}

/** What may change while a chat is open: data of the `session` event. */
export interface SessionFacts {
  readonly locale: Locale;
  readonly keyboard: readonly (readonly Key[])[] | null;
  readonly commands: readonly Command[];
  /** Messages up to this position belong to somebody who spoke in this chat before. */
  readonly since: number;
}

/** Part of the history, oldest first; `more` when there is an older part. */
export interface History {
  readonly messages: readonly ChatMessage[];
  readonly more: boolean;
}

/** Answer of `GET /api/v1/chat`: all that is needed to show the chat; `cursor` is where its events go on. */
export interface Snapshot extends SessionFacts, History {
  readonly title: string;
  readonly max_text_length: number;
  readonly max_file_bytes: number;
  readonly cursor: string;
}

/** Body of `POST /api/v1/chat/messages`; the same `id` is never heard twice. */
export type Saying =
  | { readonly id: string; readonly text: string }
  | { readonly id: string; readonly choice: { readonly message_id: string; readonly button: number } }
  | { readonly id: string; readonly file_id: string; readonly text?: string };

/** What the event stream brings. */
export type LiveEvent =
  | { readonly type: 'message'; readonly message: ChatMessage }
  | { readonly type: 'typing'; readonly seconds: number }
  | { readonly type: 'session'; readonly facts: SessionFacts };
