import type { ConversationHistory, History } from './history.ts';
import { matchReached, repeatsOf } from './repeats.ts';

/** What one check found. */
export interface Finding {
  readonly check: string;
  /** The first offence, and the conversation it is in; undefined: all is as promised. */
  readonly offence?: string;
  readonly conversation?: ConversationHistory;
  /** A figure worth telling. */
  readonly figure?: string;
}

/** A check of one conversation: the offence, or undefined. */
type Check = (conversation: ConversationHistory) => string | undefined;

/** Judges a recorded run; the order is the order of the report. */
export const judge = (history: History): readonly Finding[] => {
  const everywhere = (check: string, offenceOf: Check): Finding => {
    for (const conversation of history.conversations) {
      const offence = offenceOf(conversation);
      if (offence !== undefined) return { check, offence, conversation };
    }
    return { check };
  };
  return [
    history.pending === 0
      ? { check: 'every update was acknowledged' }
      : { check: 'every update was acknowledged', offence: `${history.pending} were not` },
    everywhere('every acknowledged update was heard once, in order', heardOnce),
    everywhere('every update is one turn, numbered without a gap', numbered),
    everywhere('every turn had its effect once: the answers are those of the script', answered),
    everywhere('every name was saved once, in order', renamed),
    everywhere('every outgoing message ended, none failed', ended),
    everywhere(
      'answers arrived in order, none is missing or out of place',
      (one) => matchReached(one).disagreement,
    ),
    everywhere('every repeat is marked', marked),
    ...judgeRepeats(history),
    history.breakdowns.length === 0
      ? { check: 'no replica broke down by itself, all stopped calmly' }
      : {
          check: 'no replica broke down by itself, all stopped calmly',
          offence: history.breakdowns.join('\n'),
        },
  ];
};

const heardOnce: Check = ({ person, messages }) => {
  const heard = messages.filter(({ direction }) => direction === 'in').map(({ externalId }) => externalId);
  const at = firstDifference(
    person.said.map(({ updateId }) => String(updateId)),
    heard,
  );
  return at === undefined ? undefined : `update ${person.said[at]?.updateId} stands as ${heard[at]}`;
};

const numbered: Check = ({ person, heard, said, turns, messages }) => {
  const count = person.said.length;
  if (heard !== count || said !== count) return `heard ${heard} and worked ${said} of ${count}`;
  const wanted = person.said.map((_, index) => `${index + 1} done`);
  const at = firstDifference(
    wanted,
    turns.map(({ number, state }) => `${number} ${state}`),
  );
  if (at !== undefined) return `turn ${wanted[at]} stands as ${turns[at]?.number} ${turns[at]?.state}`;
  const incoming = messages.filter(({ direction }) => direction === 'in').map(({ turn }) => turn);
  if (incoming.some((turn, index) => turn !== index + 1)) return 'messages are numbered out of order';
  const gap = messages.findIndex(({ position }, index) => position !== index + 1);
  return gap < 0 ? undefined : `position ${gap + 1} stands as ${messages[gap]?.position}`;
};

const answered: Check = ({ person, messages }) => {
  const out = messages.filter(({ direction }) => direction === 'out');
  const wanted = person.said.flatMap(({ answers }, index) =>
    answers.map((text) => ({ turn: index + 1, text })),
  );
  for (const [index, { turn, text }] of wanted.entries()) {
    const found = out[index];
    if (found?.turn !== turn || !found.text.startsWith(text))
      return `turn ${turn} should answer ${quote(text)}, and turn ${found?.turn} answers ${quote(found?.text)}`;
  }
  const surplus = out[wanted.length];
  return surplus && `turn ${surplus.turn} answers once more ${quote(surplus.text)}`;
};

const renamed: Check = ({ person, renames, name }) => {
  const wanted = person.said.flatMap(({ renames: to }) => to ?? []);
  const at = firstDifference(wanted, renames);
  if (at !== undefined) return `name ${at + 1} should be ${wanted[at]} and is ${renames[at]}`;
  return name === (wanted.at(-1) ?? person.name) ? undefined : `the name at the end is ${name}`;
};

const ended: Check = ({ messages }) => {
  const open = messages.find(
    ({ delivery }) => delivery !== null && delivery !== 'sent' && delivery !== 'unknown',
  );
  return open && `position ${open.position} is ${open.delivery}: ${open.error}`;
};

const marked: Check = (conversation) => {
  const bare = matchReached(conversation).repeats.find(({ message }) => !message.repeated);
  return bare && `position ${bare.message.position} arrived again as ${bare.again.messageId}, without a mark`;
};

/** Repeats after a lost answer cannot be helped; those of kills are counted against the kills. */
const judgeRepeats = (history: History): Finding[] => {
  const repeats = repeatsOf(history);
  const causeless = repeats.find(({ cause }) => cause === undefined);
  const lost = repeats.filter(({ cause }) => cause === 'lost answer').length;
  const killed = repeats.length - lost;
  const explained = 'every repeat follows a lost answer or a kill';
  const few = 'repeats after kills are no more than the kills';
  const figure = `${killed} after ${history.kills.length} kills, ${lost} after lost answers`;
  return [
    causeless
      ? {
          check: explained,
          offence: `message ${causeless.again.messageId} has no cause`,
          conversation: causeless.conversation,
        }
      : { check: explained },
    killed <= history.kills.length ? { check: few, figure } : { check: few, figure, offence: figure },
  ];
};

/** The first place at which two lists differ; undefined when they are the same. */
const firstDifference = (
  wanted: readonly string[],
  found: readonly (string | null)[],
): number | undefined => {
  const length = Math.max(wanted.length, found.length);
  for (let at = 0; at < length; at += 1) if (wanted[at] !== found[at]) return at;
  return undefined;
};

const quote = (text: string | undefined): string => JSON.stringify(text?.slice(0, 60));
