import type { ChatFile, ChatMessage } from './contract.ts';
import type { Unsent } from './unsent.ts';

/** One bubble: a message of the server, or one that is still on its way to it. */
export type Entry =
  | { readonly id: string; readonly at: string; readonly message: ChatMessage; readonly unsent: null }
  | {
      readonly id: string;
      readonly at: string;
      readonly message: null;
      readonly unsent: Exclude<Unsent, { kind: 'choice' }>;
    };

/** Bubbles of one speaker that follow each other closely; `author` is an operator's name. */
export interface Group {
  readonly key: string;
  readonly from: ChatMessage['from'];
  readonly author: string | null;
  readonly entries: readonly Entry[];
}

/** Groups of one calendar day in the person's time zone; `at` is a time of that day. */
export interface Day {
  readonly key: string;
  readonly at: string;
  readonly groups: readonly Group[];
}

const CLOSE_MS = 5 * 60_000;

/**
 * The conversation by days and speakers; what is unsent comes last. A pressed button is a bubble only once it
 * was answered by a new message: what changes in its own place must not be pushed away by its presses.
 */
export const timelineOf = (messages: readonly ChatMessage[], unsent: readonly Unsent[]): readonly Day[] => {
  const days: { key: string; at: string; groups: { -readonly [K in keyof Group]: Group[K] }[] }[] = [];
  for (const entry of entriesOf(messages, unsent)) {
    const key = new Date(entry.at).toDateString();
    let day = days.at(-1);
    if (day?.key !== key) {
      day = { key, at: entry.at, groups: [] };
      days.push(day);
    }
    const group = day.groups.at(-1);
    if (group && belongs(group, entry)) group.entries = [...group.entries, entry];
    else day.groups.push({ key: entry.id, from: fromOf(entry), author: authorOf(entry), entries: [entry] });
  }
  return days;
};

/** What a bubble shows, wherever it comes from. */
export const contentOf = (
  entry: Entry,
): { readonly text: string; readonly files: readonly (Omit<ChatFile, 'id'> & { id: string | null })[] } => {
  if (entry.message) return entry.message;
  return { text: entry.unsent.text, files: entry.unsent.kind === 'file' ? [entry.unsent.file] : [] };
};

const entriesOf = (messages: readonly ChatMessage[], unsent: readonly Unsent[]): readonly Entry[] => {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const newest = messages.at(-1);
  const isQuiet = (message: ChatMessage): boolean =>
    message.choice !== undefined &&
    (message === newest || byId.get(message.choice.message_id)?.edited === true);
  const said = messages.filter((message) => !isQuiet(message));
  return [
    ...said.map((message): Entry => ({ id: message.id, at: message.at, message, unsent: null })),
    ...unsent.flatMap((item): Entry[] =>
      item.kind === 'choice' || byId.has(item.id)
        ? []
        : [{ id: item.id, at: item.at, message: null, unsent: item }],
    ),
  ];
};

const belongs = (group: Group, entry: Entry): boolean => {
  const last = group.entries.at(-1);
  return (
    group.from === fromOf(entry) &&
    group.author === authorOf(entry) &&
    last !== undefined &&
    Date.parse(entry.at) - Date.parse(last.at) < CLOSE_MS
  );
};

const fromOf = (entry: Entry): ChatMessage['from'] => entry.message?.from ?? 'person';
const authorOf = (entry: Entry): string | null => entry.message?.author ?? null;
