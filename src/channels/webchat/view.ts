import { type Entry, readButtonToken, shownPhoto } from '#modules/conversations/index.ts';
import { buttonNumber } from './button-number.ts';
import type { ChatFile, Message, SessionFacts } from './schema.ts';

/** What a visitor's message is heard under: ids of different visitors cannot collide. */
export const externalIdOf = (visitor: string, id: string): string => `${visitor}:${id}`;

/** False for a press on a button that was not there: nobody said anything; and for a secret that is gone by now. */
export const isShown = (entry: Entry): boolean =>
  entry.from === 'office'
    ? !(entry.content.secret && entry.content.text === '')
    : entry.input.kind !== 'choice' || entry.input.label !== '';

/** A message of a conversation as the web chat shows it. */
export const messageOf = (entry: Entry): Message => ({
  id: entry.from === 'person' ? clientIdOf(entry.externalId ?? '') : String(entry.id),
  position: entry.position,
  from: entry.from,
  ...(entry.from === 'person'
    ? { text: wordsOf(entry.input), files: filesOf(entry.input), buttons: null, ...choiceOf(entry.input) }
    : {
        text: entry.content.file ? '' : entry.content.text,
        files: entry.content.file ? [entry.content.file] : [],
        ...(entry.content.photo ? { photo: shownPhoto(entry.content.photo) } : {}),
        buttons: buttonsOf(entry.content.buttons, entry),
        ...(entry.author ? { author: entry.author } : {}),
      }),
  at: entry.at.toISOString(),
  edited: entry.edited,
});

/** A keyboard as the web chat shows it; null when there is none. */
export const keyboardOf = (
  rows: readonly (readonly { label: string }[])[] | null | undefined,
): SessionFacts['keyboard'] =>
  rows && rows.length > 0 ? rows.map((row) => row.map(({ label }) => ({ label }))) : null;

const clientIdOf = (externalId: string): string => externalId.slice(externalId.indexOf(':') + 1);

/** A secret as its author sees it. */
const MASK = '••••••••';

type Said = Extract<Entry, { from: 'person' }>['input'];

const wordsOf = (input: Said): string => {
  switch (input.kind) {
    case 'text':
      return input.secret ? MASK : input.text;
    case 'file':
      return input.text;
    case 'choice':
      return input.label;
    case 'contact':
      return input.phone;
    case 'place':
      return `${input.latitude}, ${input.longitude}`;
    case 'other':
      return input.what;
  }
};

const choiceOf = (input: Said): Pick<Message, 'choice'> => {
  const at = input.kind === 'choice' ? readButtonToken(input.token) : undefined;
  return at ? { choice: { message_id: String(at.messageId), button: buttonNumber(at) } } : {};
};

const filesOf = (input: Said): ChatFile[] => (input.kind === 'file' ? input.files : []);

const buttonsOf = (
  rows: readonly (readonly { label: string }[])[] | undefined,
  { id, version }: { id: number; version: number },
): Message['buttons'] => {
  let place = 0;
  const number = () => buttonNumber({ messageId: id, button: place++, version });
  return rows?.map((row) => row.map(({ label }) => ({ label, button: number() }))) ?? null;
};
