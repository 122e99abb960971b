import type { Unsent } from '../composer/unsent.ts';
import type { Message, Named, Speaker } from '../schema.ts';

/** One bubble: a message of the office, or an answer that is still on its way to it. */
export type Entry =
  | { readonly id: string; readonly at: string; readonly message: Message; readonly unsent: null }
  | { readonly id: string; readonly at: string; readonly message: null; readonly unsent: Unsent };

/** Bubbles of one speaker that follow each other closely. */
export interface Group {
  readonly key: string;
  readonly from: Speaker;
  /** Who of several: an operator; a member of a group chat. */
  readonly author: Named | null;
  readonly entries: readonly Entry[];
}

/** Groups of one calendar day where the operator is; `at` is a time of that day. */
export interface Day {
  readonly key: string;
  readonly at: string;
  readonly groups: readonly Group[];
}

const CLOSE_MS = 5 * 60_000;

/** The conversation by days and speakers; what `me` has not sent yet comes last. */
export const timelineOf = (
  messages: readonly Message[],
  unsent: readonly Unsent[],
  me: Named,
): readonly Day[] => {
  const days: { key: string; at: string; groups: { -readonly [K in keyof Group]: Group[K] }[] }[] = [];
  for (const entry of entriesOf(messages, unsent)) {
    const key = new Date(entry.at).toDateString();
    let day = days.at(-1);
    if (day?.key !== key) {
      day = { key, at: entry.at, groups: [] };
      days.push(day);
    }
    const from = entry.message?.from ?? 'operator';
    const author = entry.message ? entry.message.author : me;
    const group = day.groups.at(-1);
    if (group && group.from === from && group.author?.id === author?.id && follows(group, entry))
      group.entries = [...group.entries, entry];
    else day.groups.push({ key: entry.id, from, author, entries: [entry] });
  }
  return days;
};

/** Labels of the buttons that were pressed, by the id of the message that showed them. */
export const pressesOf = (messages: readonly Message[]): ReadonlyMap<number, ReadonlySet<string>> => {
  const presses = new Map<number, Set<string>>();
  const shown: Message[] = [];
  for (const message of messages) {
    if (message.buttons) shown.push(message);
    if (message.kind !== 'choice') continue;
    const source = shown.findLast(({ buttons }) => buttons?.flat().includes(message.text));
    if (source) presses.set(source.id, new Set([...(presses.get(source.id) ?? []), message.text]));
  }
  return presses;
};

const entriesOf = (messages: readonly Message[], unsent: readonly Unsent[]): readonly Entry[] => {
  const arrived = new Set(messages.map(({ id }) => id));
  return [
    ...messages.map((message): Entry => ({ id: String(message.id), at: message.at, message, unsent: null })),
    ...unsent
      .filter(({ messageId }) => messageId === null || !arrived.has(messageId))
      .map((item): Entry => ({ id: item.id, at: item.at, message: null, unsent: item })),
  ];
};

const follows = (group: Group, entry: Entry): boolean => {
  const last = group.entries.at(-1);
  return last !== undefined && Date.parse(entry.at) - Date.parse(last.at) < CLOSE_MS;
};
