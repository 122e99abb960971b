import { sql } from 'kysely';
import { messageOf } from '#kernel/errors.ts';
import { localeOf } from '#kernel/locale.ts';
import { cleanText, shorten } from '#kernel/text.ts';
import { backoff } from '#kernel/time.ts';
import type { Files } from '#modules/files/index.ts';
import { type Person, personOf } from '#modules/people/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { isOutage } from '#platform/db/outage.ts';
import type { Log } from '#platform/log/log.ts';
import type { Channel } from './channel.ts';
import type { createCommits, QueuedMessage, WorkedTurn } from './commit.ts';
import type { Effect, TurnContext } from './dialogue.ts';
import type { HeardMessage, Held } from './held.ts';
import type { Observe } from './observe.ts';
import { type LookedUpPress, lookUpPress } from './press.ts';
import { texts } from './texts.ts';
import { EffectRefused, type Plan, type TurnResult, type Turns } from './turn.ts';

/** Failures of one turn before it becomes a dead letter. */
const MAX_ATTEMPTS = 5;
/** A step that is slower than this shows "typing…". */
const TYPING_AFTER_MS = 400;
const TYPING_EVERY_MS = 4_500;
/** A step that is slower than this has failed. */
const TURN_DEADLINE_MS = 60_000;

/** What came of a turn: worked (or dead), to be tried again, or somebody else's by now. */
export type Worked =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'wait'; readonly ms: number }
  | { readonly outcome: 'lost' };

/** Works one turn of a held conversation: decides, commits, and puts its messages on the unsent list. */
export const createWork = ({
  db,
  files,
  turns,
  commits,
  worker,
  observe,
  log,
}: {
  db: Database;
  files: Files;
  turns: Turns;
  commits: ReturnType<typeof createCommits>;
  worker: string;
  observe: Observe;
  log: Log;
}) => {
  const work = async (held: Held, channel: Channel, message: HeardMessage): Promise<Worked> => {
    const started = performance.now();
    const typing = showTyping(channel, held.address);
    const late = new AbortController();
    try {
      return await withDeadline(decideAndCommit(held, channel, message, started, late.signal), late);
    } catch (error) {
      if (error instanceof LeaseLost) return { outcome: 'lost' };
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
    if (input.kind === 'file') await fetchFiles(channel, input.files);

    const decided = await turns.decide(held, message, {
      db,
      channel: channel.name,
      capabilities: channel.capabilities,
      press: found?.press,
    });
    let menu: Held['menu'];
    const workedTurn = (result: Omit<TurnResult, 'route'>): WorkedTurn => {
      menu = result.menu;
      return {
        conversationId: held.id,
        number: message.turn,
        state: 'done',
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
    const { worked, queued, speaker } = await commitPlan(
      held,
      message,
      decided.turn,
      decided.plan,
      workedTurn,
      late,
    );
    advance(held, worked, queued);
    introduce(held, speaker);
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

  /** Applies and commits the plan; a refused effect undoes everything and the step hears why. */
  const commitPlan = async (
    held: Held,
    message: HeardMessage,
    turn: TurnContext,
    first: Plan,
    workedTurn: (result: Omit<TurnResult, 'route'>) => WorkedTurn,
    late: AbortSignal,
  ): Promise<{ worked: WorkedTurn; queued: readonly QueuedMessage[]; speaker: Person }> => {
    let plan = first;
    let { speaker } = message;
    for (let refusals = 0; ; refusals += 1) {
      if (plan.outcome.effects.length === 0 && plan.outcome.move.to !== 'dialogue') {
        const worked = workedTurn(await turns.finish(held, turn, plan, unexpectedEffects));
        if (late.aborted) lostLease();
        return { worked, queued: (await commits.commit(worked)) ?? lostLease(), speaker };
      }
      try {
        return await db.transaction().execute(async (tx) => {
          const write = async (effects: readonly Effect[], before: TurnContext): Promise<TurnContext> => {
            for (const { name, apply } of effects) {
              const result = await apply(tx);
              if (!result.ok) throw new EffectRefused(name, result.reason);
            }
            speaker = await reload(tx, message.speaker);
            return turns.refresh(before, tx, speaker);
          };
          const worked = workedTurn(await turns.finish(held, { ...turn, db: tx }, plan, write));
          if (late.aborted) lostLease();
          return { worked, queued: (await commits.commitIn(tx, worked)) ?? lostLease(), speaker };
        });
      } catch (error) {
        if (!(error instanceof EffectRefused) || refusals >= MAX_ATTEMPTS) throw error;
        plan = await turns.afterRefusal(held, turn, plan, error);
      }
    }
  };

  const reload = async (tx: Tx, speaker: Person): Promise<Person> => {
    const row = await tx
      .selectFrom('people')
      .select(['id', 'name', 'locale'])
      .where('id', '=', speaker.id)
      .executeTakeFirstOrThrow();
    return personOf(row, speaker.roles);
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
    const worked: WorkedTurn = {
      conversationId: held.id,
      number: message.turn,
      state: 'dead',
      dialogue: held.dialogue,
      stamp: held.stamp,
      keyboard: held.keyboard,
      messages: [{ content: { text: texts[locale].apology }, replace: false, inDoubt: 'repeat' }],
      replaces: undefined,
      label: undefined,
      attempts,
      error: shorten(cleanText(messageOf(error)), 1_000),
      durationMs: performance.now() - started,
      traceId: message.traceId,
    };
    const queued = await commits.commit(worked);
    if (!queued) return { outcome: 'lost' };
    advance(held, worked, queued);
    return { outcome: 'done' };
  };

  return work;
};

/** The lease lapsed and another worker took the conversation: nothing of this turn counts. */
class LeaseLost extends Error {}

const lostLease = (): never => {
  throw new LeaseLost('the lease was lost');
};

const unexpectedEffects = (): never => {
  throw new Error('effects appeared outside a transaction');
};

const advance = (held: Held, worked: WorkedTurn, queued: readonly QueuedMessage[]): void => {
  held.said = worked.number;
  held.attempts = 0;
  held.dialogue = worked.dialogue;
  held.stamp = worked.stamp;
  held.keyboard = worked.keyboard;
  for (const message of queued)
    held.unsent.push({
      ...message,
      delivery: 'queued',
      attempts: 0,
      doubts: 0,
      traceId: worked.traceId,
    });
};

/** The next turns of this lease were loaded before the last one changed the speaker's name or language. */
const introduce = (held: Held, { id, name, locale }: Person): void => {
  for (const next of held.heardMessages)
    if (next.speaker.id === id) next.speaker = { ...next.speaker, name, locale };
};

const showTyping = (channel: Channel, address: string): { stop(): void } => {
  let timer = setTimeout(function again() {
    void channel.typing(address);
    timer = setTimeout(again, TYPING_EVERY_MS);
  }, TYPING_AFTER_MS);
  return { stop: () => clearTimeout(timer) };
};

/** The work's answer, or a failure when it takes too long; `late` then tells the work that nobody waits. */
const withDeadline = async <T>(work: Promise<T>, late: AbortController): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      late.abort();
      reject(new Error('the step took too long'));
    }, TURN_DEADLINE_MS);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
};
