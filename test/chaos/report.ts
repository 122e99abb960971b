import type { Finding } from './checks.ts';
import type { ConversationHistory, Kill } from './history.ts';
import type { ChaosPlan } from './plan.ts';
import { repeatsOf } from './repeats.ts';
import type { ChaosRun } from './run.ts';

/** The whole report: figures, kills with their recovery, checks, and the first offending conversation. */
export const report = (plan: ChaosPlan, run: ChaosRun, findings: readonly Finding[]): string => {
  const { history, startedAt, endedAt, faults, failure } = run;
  const seconds = (endedAt - startedAt) / 1_000;
  const turns = sum(history.conversations.map(({ said }) => said));
  const messages = history.conversations.flatMap((one) => one.messages).filter(({ delivery }) => delivery);
  const count = (of: string) => messages.filter(({ delivery }) => delivery === of).length;
  const offender = findings.find(({ conversation }) => conversation)?.conversation;
  return [
    '',
    `seed ${plan.seed}, ${plan.mode}, ${history.conversations.length} conversations`,
    `${turns} turns in ${seconds.toFixed(1)} s: ${(turns / seconds).toFixed(1)} turns/s`,
    `${messages.length} outgoing messages: ${count('sent')} sent, ${count('unknown')} unknown, ${count('failed')} failed,` +
      ` ${messages.filter(({ repeated }) => repeated).length} marked as perhaps repeated`,
    `answers to one breath came after ${waited(history.conversations)}`,
    `faults: ${Object.entries(faults)
      .map(([kind, times]) => `${kind} ×${times}`)
      .join(', ')}`,
    '',
    'killed             at turn       at  next answer  all answered  repeats',
    ...history.kills.map((kill) => killLine(kill, run)),
    '',
    ...findings.map(({ check, offence, figure }) =>
      [
        offence === undefined ? '  ok  ' : ' FAIL ',
        check,
        figure && `(${figure})`,
        offence && `\n       ${offence}`,
      ]
        .filter(Boolean)
        .join(' '),
    ),
    ...(failure === undefined ? [] : ['', ` FAIL  the run ended early: ${failure}`]),
    ...(offender ? ['', historyOf(offender)] : []),
  ].join('\n');
};

/** How long after the kill anybody got an answer, and until all who waited then had theirs. */
const killLine = (kill: Kill, { history, startedAt }: ChaosRun): string => {
  const { victim, at, turns } = kill;
  const { conversations } = history;
  const next = Math.min(
    ...conversations.flatMap(({ reached }) => reached.find((one) => one.at > at)?.at ?? []),
  );
  const waits = conversations
    .flatMap(({ person }) => person.waits)
    .filter(({ from, to }) => from < at && to > at);
  const all = Math.max(at, ...waits.map(({ to }) => to));
  const name = victim === 'database' ? 'database' : `replica ${victim + 1}`;
  return [
    name.padEnd(17),
    String(turns).padStart(8),
    `${((at - startedAt) / 1_000).toFixed(1)} s`.padStart(9),
    `${Number.isFinite(next) ? next - at : '-'} ms`.padStart(12),
    `${((all - at) / 1_000).toFixed(1)} s`.padStart(13),
    String(repeatsOf(history).filter(({ cause }) => cause === kill).length).padStart(8),
  ].join(' ');
};

/** How long people waited for all answers to what they had said in one breath. */
const waited = (conversations: readonly ConversationHistory[]): string => {
  const waits = conversations
    .flatMap(({ person }) => person.waits)
    .map(({ from, to }) => (to - from) / 1_000)
    .toSorted((a, b) => a - b);
  const at = (share: number) => `${(waits[Math.floor(share * (waits.length - 1))] ?? 0).toFixed(1)} s`;
  return `${at(0.5)} (median), ${at(0.99)} (99 %), ${at(1)} (longest)`;
};

/** Both histories of a conversation: what the database has, and what arrived. */
const historyOf = ({ person, heard, said, messages, renames, reached }: ConversationHistory): string =>
  [
    `${person.name}, chat ${person.chat}: said ${person.said.length}, heard ${heard}, worked ${said}`,
    '',
    'in the database:',
    ...messages.map((one) =>
      [
        String(one.position).padStart(5),
        `turn ${one.turn}`,
        one.direction === 'in'
          ? `← update ${one.externalId}`
          : `→ ${one.delivery}${one.repeated ? ', repeated' : ''}`,
        one.ref === null ? '' : `message ${one.ref}`,
        brief(one.text),
        one.error ?? '',
      ].join('  '),
    ),
    '',
    'as it arrived:',
    ...reached.map(({ at, messageId, text, answerLost }) =>
      [new Date(at).toISOString(), `message ${messageId}`, answerLost ? 'answer lost' : '', brief(text)].join(
        '  ',
      ),
    ),
    '',
    `names in the order they were saved: ${renames.join(', ')}`,
  ].join('\n');

const brief = (text: string): string => JSON.stringify(text.length > 70 ? `${text.slice(0, 70)}…` : text);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
