import type { Locale } from '#kernel/locale.ts';
import type { Http } from '#platform/http/http.ts';
import type { FileRef, Heard, IncomingFile, Key, Photo } from './schema.ts';

/** What a channel can show; the core degrades every reply to it before it is queued. */
export interface Capabilities {
  /** Buttons under a message; without them choices become a numbered list. */
  readonly buttons: boolean;
  /** Messages can be rewritten in place. */
  readonly edits: boolean;
  /** A key can ask for a phone that the channel vouches for. */
  readonly contacts: boolean;
  /** Longest text of one message, in UTF-16 units. */
  readonly maxText: number;
  /** Longest text of a message with a picture; absent: pictures cannot be shown. */
  readonly maxCaption?: number;
  /** Files of the office can be shown. */
  readonly files?: true;
}

/** What every messenger can show: for a conversation whose channel is not configured any more. */
export const PLAIN: Capabilities = { buttons: false, edits: false, contacts: false, maxText: 1_000 };

/** A message to send, ready for the wire. */
export interface OutgoingMessage {
  readonly id: number;
  readonly address: string;
  readonly text: string;
  /** The text is its caption then; a channel that cannot show it after all shows the text alone. */
  readonly photo?: Photo | undefined;
  /** Shown in place of the text; a channel that cannot show it after all shows the text. */
  readonly file?: FileRef | undefined;
  readonly buttons?: readonly (readonly { readonly label: string; readonly token: string }[])[] | undefined;
  readonly keyboard?: readonly (readonly Key[])[] | 'none' | undefined;
  /** The channel's id of the message this one rewrites. */
  readonly editsRef?: string | undefined;
}

/** What became of an attempt to send. */
export type Sent =
  | { readonly outcome: 'sent'; readonly ref?: string | undefined }
  /** Refused for good. `unreachable`: this person does not want or cannot have our messages. */
  | { readonly outcome: 'refused'; readonly reason: string; readonly unreachable?: boolean }
  /** Certainly not sent; try again after `afterMs`. `whole`: the whole inbox must wait, not only this chat. */
  | {
      readonly outcome: 'later';
      readonly reason: string;
      readonly afterMs: number;
      readonly whole?: boolean;
      /** The messenger failed on its side: most likely nothing was sent, but nobody promises it. */
      readonly maybeSent?: boolean;
    }
  /** It may or may not have been sent. */
  | { readonly outcome: 'doubtful'; readonly reason: string }
  /** The chat has a new address; nothing was sent. */
  | { readonly outcome: 'moved'; readonly to: string };

/** How an inbox fares, as its messenger and this process know; null: it never happened here or is not known. */
export interface ChannelStatus {
  /** The account that speaks, e.g. `@our_bot`. */
  readonly account: string | null;
  /** How that account calls itself. */
  readonly name: string | null;
  readonly mode: 'polling' | 'webhook' | 'http';
  /** What the messenger holds about a webhook, in either mode; null: nothing, or it has no webhooks. */
  readonly webhook: ChannelWebhook | null;
  /** False: the messenger refuses our credentials. */
  readonly authorized: boolean;
  /** Why the messenger could not be asked, in English; null: it answered. */
  readonly trouble: string | null;
  readonly lastUpdateAt: Date | null;
  /** When the messenger last told us to slow down. */
  readonly lastLimitedAt: Date | null;
  /** When it last told that somebody else gets our updates. */
  readonly lastConflictAt: Date | null;
}

/** A webhook as the messenger knows it; its path and secret are never shown. */
export interface ChannelWebhook {
  readonly host: string;
  /** It is the one that we set. */
  readonly ours: boolean;
  readonly certificate: boolean;
  /** Updates that wait to be delivered. */
  readonly pending: number;
  readonly lastError: string | null;
  readonly lastErrorAt: Date | null;
}

/** One thing that setting up an inbox did or could not do; `reason`: the messenger's words when it refused. */
export interface SetUpStep {
  readonly what: 'account' | 'webhook' | 'menu';
  readonly outcome: 'set' | 'kept' | 'removed' | 'refused';
  readonly reason: string | null;
}

/** One line of the commands menu. */
export interface MenuCommand {
  readonly command: string;
  readonly description: string;
}

/** The commands menu for everyone, by language. */
export type Menus = Readonly<Record<Locale, readonly MenuCommand[]>>;

/** Messages a second; a pace of 0 means no limit. */
export interface Pace {
  readonly perSecond: number;
  /** How many may leave at once after a silence. */
  readonly burst: number;
}

/**
 * A messenger: one folder in `channels/`, one instance for each inbox. It turns the wire into `Heard`
 * and replies into the wire, and knows nothing of people, dialogues or the database.
 */
export interface Channel {
  /** The inbox this instance serves, e.g. `telegram`. */
  readonly inbox: string;
  /** The kind of messenger, and the kind of its identities. */
  readonly name: string;
  readonly capabilities: Capabilities;
  readonly pace: { readonly private: Pace; readonly group: Pace; readonly whole: Pace };
  /**
   * Listens until the signal aborts; runs on exactly one replica. `hear` resolves once everything is
   * stored, and only then may the channel acknowledge. Absent when the channel is heard over HTTP.
   */
  readonly listen?: (hear: Hear, signal: AbortSignal) => Promise<void>;
  /** Sends one message; never throws for what the messenger answers. */
  send(message: OutgoingMessage): Promise<Sent>;
  /**
   * Takes a message of a person out of a private chat; true when it is not there any more. Never throws, and is
   * patient for seconds only. Absent where nothing has to be taken away.
   */
  readonly remove?: (address: string, ref: string) => Promise<boolean>;
  /** Shows "typing… for about five seconds; failures are swallowed. */
  typing(address: string): Promise<void>;
  /** Opens a file that was announced as `source`; the caller reads it to the end. */
  readonly fetchFile?: (file: IncomingFile) => Promise<AsyncIterable<Uint8Array>>;
  /** Sets the commands menu of one chat; failures are swallowed. */
  readonly offer?: (address: string, commands: readonly MenuCommand[]) => Promise<void>;
  /** Adds the channel's own HTTP routes: a webhook, a public API. */
  readonly routes?: (http: Http, hear: Hear) => void | Promise<void>;
  /** Prepares the inbox once at start: menu for everyone, webhook. */
  readonly prepare?: (commands: Menus) => Promise<void>;
  /** Does the same at the wish of a person, whether it is needed or not, and tells step by step; never throws. */
  readonly setUp?: (commands: Menus) => Promise<readonly SetUpStep[]>;
  /** Asks the messenger how the inbox fares; never throws, but may be slow. */
  readonly status?: () => Promise<ChannelStatus>;
}

/** Stores what was heard, durably and once; throws when it could not. */
export type Hear = (events: readonly Heard[]) => Promise<void>;
