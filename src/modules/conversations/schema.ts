import { z } from 'zod';

/** A file of a message: `id` is ours and opens it in the file storage. */
export const FileRef = z.object({
  id: z.uuid(),
  name: z.string(),
  mime: z.string(),
  /** Bytes, where known. */
  size: z.number().nullable(),
});
export type FileRef = z.infer<typeof FileRef>;

/** A picture of the catalogue under a message: `id` opens it in the file storage, `title` says what it shows. */
export const Photo = z.object({ id: z.uuid(), title: z.string() });
export type Photo = z.infer<typeof Photo>;

/** A picture as our own pages show it: where its bytes are (the public route of the catalogue), and its title. */
export const ShownPhoto = z.object({
  url: z.string().describe('Path on this server; what stands there never changes'),
  title: z.string().describe('What it shows, for those who do not see it'),
});
export type ShownPhoto = z.infer<typeof ShownPhoto>;

export const shownPhoto = ({ id, title }: Photo): ShownPhoto => ({
  url: `/api/v1/shop/images/${id}`,
  title,
});

/** What a person did, in the words every channel shares. */
export const Input = z.discriminatedUnion('kind', [
  /** `secret`: said where a secret was asked for; nobody is shown it, and it is blank once its turn was worked. */
  z.object({ kind: z.literal('text'), text: z.string(), secret: z.boolean().optional() }),
  /** A press of one of our buttons; the token is checked against owner and state when it is worked. */
  z.object({ kind: z.literal('choice'), token: z.string() }),
  /** `own`: the channel vouches that the phone is the sender's. */
  z.object({ kind: z.literal('contact'), phone: z.string(), name: z.string(), own: z.boolean() }),
  z.object({ kind: z.literal('file'), files: z.array(FileRef).min(1), text: z.string() }),
  z.object({ kind: z.literal('place'), latitude: z.number(), longitude: z.number() }),
  /** Something we do not work with: a sticker, a poll, a voice message; `what` names it. */
  z.object({ kind: z.literal('other'), what: z.string() }),
]);
export type Input = z.infer<typeof Input>;

/** A file that a channel announces; it is fetched from `source` after the acknowledgement. */
export interface IncomingFile {
  readonly name: string;
  readonly mime: string;
  readonly size: number | null;
  /** What the channel's `fetchFile` understands. */
  readonly source: string;
}

/** What a channel hears: one message of a person, before any work on it. */
export interface IncomingMessage {
  readonly type: 'message';
  /** Unique in the inbox: a second delivery of the same id is ignored. */
  readonly externalId: string;
  /** Where answers go, e.g. the Telegram chat id. */
  readonly address: string;
  readonly kind: 'private' | 'group';
  readonly sender: {
    /** The sender's account in the channel. */
    readonly account: string;
    readonly name: string;
    /** BCP 47 tag of the sender's device, where the channel tells. */
    readonly language?: string | undefined;
  };
  readonly input: Exclude<Input, { kind: 'file' }> | FileInput;
  /** The channel's own id of the message, for later edits. */
  readonly ref?: string | undefined;
}

/** A file input as heard: announced by the channel, or already uploaded to us. */
interface FileInput {
  readonly kind: 'file';
  readonly text: string;
  readonly files: readonly (IncomingFile | FileRef)[];
}

/** Everything a channel can tell: messages and what happens to them and to the chat. */
export type Heard =
  | IncomingMessage
  /** The person rewrote a message: acted on if its turn has not come yet, else only remembered. */
  | { readonly type: 'edited'; readonly address: string; readonly ref: string; readonly text: string }
  /** The person blocked us or came back. */
  | { readonly type: 'reachable'; readonly address: string; readonly reachable: boolean }
  /** The chat has a new address. */
  | { readonly type: 'moved'; readonly from: string; readonly to: string };

/** A button under a message; `value` comes back to the step that showed it. */
export interface Button {
  readonly label: string;
  readonly value: string;
}

/** A key of the persistent keyboard; a press arrives as its label, or as a contact. */
export const Key = z.object({ label: z.string(), contact: z.boolean().optional() });
export type Key = z.infer<typeof Key>;

/** What an outgoing message holds. */
export const Content = z.object({
  text: z.string(),
  photo: Photo.optional(),
  /** Shown in place of the text, which stands for it where it cannot be shown. */
  file: FileRef.optional(),
  buttons: z.array(z.array(z.object({ label: z.string(), value: z.string() }))).optional(),
  /** A persistent keyboard to show, or `none` to take it away; absent: as it was. */
  keyboard: z.union([z.array(z.array(Key)), z.literal('none')]).optional(),
  /** Only for the person: the panel does not show it. */
  secret: z.boolean().optional(),
});
export type Content = z.infer<typeof Content>;

/** The running dialogue of a conversation, as stored. */
export const DialogueState = z.object({
  name: z.string(),
  version: z.number().int(),
  step: z.string(),
  data: z.unknown(),
  /** The buttons the step shows, so that naming one is as good as pressing it. */
  choices: z.array(z.object({ label: z.string(), value: z.string() })).optional(),
  /** The channel has no buttons: they were shown as a numbered list. */
  numbered: z.boolean().optional(),
  /** What is typed now is a secret. */
  secret: z.boolean().optional(),
});
export type DialogueState = z.infer<typeof DialogueState>;

/** How an outgoing message ended, or where it stands. */
export type Delivery = 'queued' | 'sending' | 'sent' | 'failed' | 'unknown';
