import { sql } from 'kysely';
import { messageOf } from '#kernel/errors.ts';
import { localeOf } from '#kernel/locale.ts';
import { cleanText, shorten } from '#kernel/text.ts';
import { backoff } from '#kernel/time.ts';
import type { Files } from '#modules/files/index.ts';
import type { People, Person } from '#modules/people/index.ts';
import type { Database } from '#platform/db/database.ts';
import { isOutage } from '#platform/db/outage.ts';
import type { Log } from '#platform/log/log.ts';
import { createApply, LeaseLost } from './apply.ts';
import type { Channel } from './channel.ts';
import type { Committed, createCommits, WorkedTurn } from './commit.ts';
import { withDeadline } from './deadline.ts';
import type { HeardMessage, Held } from './held.ts';
import type { Observe } from './observe.ts';
import type { TurnResult } from './plan.ts';
import { type LookedUpPress, lookUpPress } from './press.ts';
import { takeAway } from './secret.ts';
import { texts } from './texts.ts';
import type { Turns } from './turn.ts';
import { showTyping } from './typing.ts';

/** Failures of one turn before it becomes a dead letter. */
const MAX_ATTEMPTS = 5;

/** What came of a turn: worked (or dead), to be tried again, or decided too late to count. */
export type Worked =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'wait'; readonly ms: number }
  | { readonly outcome: 'lost' };

/** Works one turn of a held conversation: decides, commits, and puts its messages on the unsent list. */
export const createWork = ({
  db,
  people,
  files,
  turns,
  commits,
  worker,
  observe,
  log,
}: {
  db: Database;
  people: People;
  files: Files;
  turns: Turns;
  commits: ReturnType<typeof createCommits>;
  worker: string;
  observe: Observe;
  log: Log;
}) => {
  const apply = createApply({ db, people, turns, commits });

  /** `stop` ends the turn at once: whatever it decides does not count any more. */
  const work = async (
    held: Held,
    channel: Channel,
    message: HeardMessage,
    stop: AbortSignal,
  ): Promise<Worked> => {
    const started = performance.now();
    const typing = showTyping(channel, held.address);
    const late = new AbortController();
    try {
      const working = decideAndCommit(held, channel, message, started, late.signal);
      return await withDeadline(working, { late, stop });
    } catch (error) {
      if (error instanceof LeaseLost || stop.aborted) return { outcome: 'lost' };
      if (isOutage(error)) throw error;
      return await fail(held, message, error, started);
    } finally {
      typing.stop();
    }
  };

  const decideAndCommit = async (
    held: Held,
    channel: Channel,
    message: HeardMessage,
    started: number,
    late: AbortSignal,
  ): Promise<Worked> => {
    const { input } = message;
    const found: LookedUpPress | undefined =
      input.kind === 'choice' ? await lookUpPress(db, held, message.turn, input.token) : undefined;
    const isBlocked = message.blockedAt !== null;
    if (input.kind === 'file' && !isBlocked) await fetchFiles(channel, input.files);

    const decided = await turns.decide(held, message, {
      db,
      channel: channel.name,
      capabilities: channel.capabilities,
      press: found?.press,
      warned: isBlocked && (await spokeSince(held, message)),
    });
    const plan = await takeAway(channel, held.address, message, decided);
    let menu: Held['menu'];
    const workedTurn = (result: Omit<TurnResult, 'route'>): WorkedTurn => {
      menu = result.menu;
      return {
        conversationId: held.id,
        number: message.turn,
        state: 'done',
        decidedAt: held.stamp,
        leaves: result.leaves,
        secret: result.secret,
        ignored: isBlocked && held.kind === 'private',
        dialogue: result.dialogue,
        stamp: held.stamp + (result.moved ? 1 : 0),
        keyboard: result.keyboard,
        messages: result.messages,
        replaces: found?.messageId,
        label: found?.label === undefined ? undefined : { messageId: message.id, text: found.label },
        attempts: held.attempts + 1,
        error: null,
        durationMs: performance.now() - started,
        traceId: message.traceId,
      };
    };
    const { worked, committed, speaker } = await apply(
      held,
      message,
      { ...decided, plan },
      { workedTurn, late },
    );
    advance(held, worked, committed);
    introduce(held, message.speaker, speaker);
    held.menu = menu;
    log.info(
      {
        conversation: held.id,
        turn: message.turn,
        input: input.kind,
        route: decided.route,
        dialogue: worked.dialogue ? `${worked.dialogue.name}.${worked.dialogue.step}` : undefined,
        duration_ms: Math.round(worked.durationMs),
      },
      'turn done',
    );
    return { outcome: 'done' };
  };

  /** Whether a blocked person has said something in this conversation since the block. */
  const spokeSince = async (held: Held, { turn, blockedAt }: HeardMessage): Promise<boolean> => {
    const { rows } = await sql`
      select from messages
      where conversation_id = ${held.id} and direction = 'in' and turn < ${turn} and at >= ${blockedAt} limit 1
    `.execute(db);
    return rows.length > 0;
  };

  /** Fetches announced files; one that the channel refuses for good stays without content. */
  const fetchFiles = async (channel: Channel, refs: readonly { readonly id: string }[]): Promise<void> => {
    const { fetchFile } = channel;
    if (fetchFile) for (const { id } of refs) await files.fetch(id, fetchFile);
  };

  /** Counts a failure; after the last one the turn is a dead letter and the person gets an apology. */
  const fail = async (
    held: Held,
    message: HeardMessage,
    error: unknown,
    started: number,
  ): Promise<Worked> => {
    const attempts = held.attempts + 1;
    const dead = attempts >= MAX_ATTEMPTS;
    const seconds = (performance.now() - started) / 1_000;
    observe.turn({ inbox: held.inbox, outcome: dead ? 'dead' : 'failed', seconds });
    log.error(
      {
        err: error,
        conversation: held.id,
        turn: message.turn,
        attempts,
      },
      dead ? 'turn failed for good: dead letter' : 'turn failed',
    );
    if (!dead) {
      const { numAffectedRows } = await sql`
        update conversations set attempts = ${attempts}
        where id = ${held.id} and lease_by = ${worker} and said = ${message.turn - 1}
      `.execute(db);
      if (numAffectedRows !== 1n) return { outcome: 'lost' };
      return { outcome: 'wait', ms: backoff(attempts, 250, 5_000) };
    }
    const locale = message.speaker.locale ?? localeOf(held.language);
    const silent = held.operatorId !== null || message.blockedAt !== null;
    const worked: WorkedTurn = {
      conversationId: held.id,
      number: message.turn,
      state: 'dead',
      decidedAt: held.stamp,
      leaves: false,
      secret:
        message.input.kind === 'text' && (message.input.secret || held.dialogue?.secret)
          ? 'forget'
          : undefined,
      ignored: message.blockedAt !== null && held.kind === 'private',
      dialogue: held.dialogue,
      stamp: held.stamp,
      keyboard: held.keyboard,
      messages: silent
        ? []
        : [{ content: { text: texts[locale].apology }, replace: false, inDoubt: 'repeat' }],
      replaces: undefined,
      label: undefined,
      attempts,
      error: shorten(cleanText(messageOf(error)), 1_000),
      durationMs: performance.now() - started,
      traceId: message.traceId,
    };
    const committed = await commits.commit(worked);
    if (!committed) return { outcome: 'lost' };
    advance(held, worked, committed);
    return { outcome: 'done' };
  };

  return work;
};

const advance = (held: Held, worked: WorkedTurn, { messages, queued }: Committed): void => {
  held.said = worked.number;
  held.attempts = 0;
  held.dialogue = worked.dialogue;
  held.stamp = worked.stamp;
  held.keyboard = worked.keyboard;
  held.queued = queued;
  if (worked.leaves) held.operatorId = null;
  for (const message of messages)
    held.unsent.push({
      ...message,
      delivery: 'queued',
      attempts: 0,
      doubts: 0,
      traceId: worked.traceId,
    });
};

/** The next turns of this lease were loaded before the last one changed the speaker's name, language or roles. */
const introduce = (held: Held, before: Person, speaker: Person): void => {
  for (const next of held.heardMessages) if (next.speaker.id === before.id) next.speaker = speaker;
};
