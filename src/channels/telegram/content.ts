import type { IncomingMessage } from '#modules/conversations/index.ts';
import { type Attachment, type Message, OTHER_CONTENTS } from './update.ts';

/** The largest file a bot can download (Bot API, getFile). */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;

/** What a message says in the words of the core; undefined for service messages and kinds unknown to us. */
export const inputOf = (message: Message, words: string): IncomingMessage['input'] | undefined => {
  const { contact, location } = message;
  if (contact) {
    const digits = contact.phone_number.replace(/\D/g, '');
    if (digits === '') return { kind: 'other', what: 'contact' };
    const name = nameOf(contact);
    return { kind: 'contact', phone: `+${digits}`, name, own: isOwnContact(message) };
  }
  if (location) return { kind: 'place', latitude: location.latitude, longitude: location.longitude };
  const files = filesOf(message);
  if (files) {
    const largest = files
      .filter(({ size }) => size === null || size <= MAX_FILE_BYTES)
      .toSorted((a, b) => (a.size ?? 0) - (b.size ?? 0))
      .at(-1);
    return largest ? { kind: 'file', files: [largest], text: words } : { kind: 'other', what: 'large_file' };
  }
  if (message.text !== undefined) return { kind: 'text', text: words };
  const what = OTHER_CONTENTS.find((name) => message[name] !== undefined);
  return what && { kind: 'other', what };
};

/** The name a person or a contact card shows. */
export const nameOf = (named: {
  first_name: string;
  last_name?: string | undefined;
  username?: string | undefined;
}): string => [named.first_name, named.last_name ?? ''].join(' ').trim() || (named.username ?? '');

/** Anybody can send any card by hand: only a card of the sender, made in this chat, is proof (contract §6). */
const isOwnContact = ({ chat, contact, from, forward_origin, via_bot }: Message): boolean =>
  chat.type === 'private' &&
  contact?.user_id !== undefined &&
  contact.user_id === from?.id &&
  forward_origin === undefined &&
  via_bot === undefined;

/** What a file is called and taken for when Telegram does not say. */
const FILE_KINDS = [
  { kind: 'document', mime: 'application/octet-stream', ending: '' },
  { kind: 'video', mime: 'video/mp4', ending: '.mp4' },
  { kind: 'animation', mime: 'video/mp4', ending: '.mp4' },
  { kind: 'audio', mime: 'audio/mpeg', ending: '.mp3' },
  { kind: 'voice', mime: 'audio/ogg', ending: '.ogg' },
  { kind: 'video_note', mime: 'video/mp4', ending: '.mp4' },
] as const;

/** The file of a message: of a photo all its sizes. */
const filesOf = (message: Message) => {
  const named = (file: Attachment, name: string, mime: string) => ({
    name: file.file_name ?? name,
    mime: file.mime_type ?? mime,
    size: file.file_size ?? null,
    source: file.file_id,
  });
  if (message.photo)
    return message.photo.map((size) => named(size, `photo-${message.message_id}.jpg`, 'image/jpeg'));
  for (const { kind, mime, ending } of FILE_KINDS) {
    const file = message[kind];
    if (file) return [named(file, `${kind}-${message.message_id}${ending}`, mime)];
  }
  return undefined;
};
