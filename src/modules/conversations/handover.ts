import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { localeOf } from '#kernel/locale.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Clock } from '#kernel/time.ts';
import { type Actor, assertMay, theOffice } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import { quietUntil, type Settings } from '#modules/settings/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { Log } from '#platform/log/log.ts';
import type { Announce } from './announce.ts';
import { type Channel, PLAIN } from './channel.ts';
import { compose } from './compose.ts';
import type { GiveBack, Returning } from './give-back.ts';
import { isOverdue, type Locked, lockConversation } from './locked.ts';
import { type Employee, type Operator, operatorOf } from './operator.ts';
import { post } from './post.ts';
import type { Registry } from './registry.ts';
import type { Key } from './schema.ts';
import { texts } from './texts.ts';

/** Conversations returned by one look for silent operators. */
const RETURNED_AT_ONCE = 50;

/** Taken, or somebody else has it. */
export type Taken = { readonly ok: true } | { readonly ok: false; readonly operator: Operator };

/** How conversations come to operators and return from them. What the dialogues decided before does not count. */
export const createHandover = ({
  db,
  registry,
  channels,
  giveBack,
  audit,
  settings,
  announce,
  clock,
  log,
}: {
  db: Database;
  registry: Registry;
  channels: ReadonlyMap<string, Channel>;
  giveBack: GiveBack;
  audit: Audit;
  settings: Pick<Settings, 'get'>;
  announce: Announce;
  clock: Clock;
  log: Log;
}) => {
  /**
   * Takes a conversation over: the dialogues are silent from this commit on, and the person is told who answers.
   * Of two at once one gets it. `seize` takes it from another operator too.
   */
  const takeOver = async (by: Employee, id: string, { seize = false } = {}): Promise<Taken> => {
    assertMay(by, 'conversations.answer');
    if (seize) assertMay(by, 'conversations.seize');
    const { return_after_minutes: minutes } = await settings.get('handover');
    const taken = await db.transaction().execute(async (tx): Promise<Taken & { news?: boolean }> => {
      const locked = (await lockConversation(tx, id)) ?? missing();
      if (locked.operatorId !== null && locked.operatorId !== by.personId && !seize)
        return { ok: false, operator: await operatorOf(tx, locked.operatorId) };
      if (locked.operatorId === by.personId) {
        await sql`update conversations set operator_until = ${inMinutes(minutes)} where id = ${id}`.execute(
          tx,
        );
        return { ok: true };
      }
      const { name } = await operatorOf(tx, by.personId);
      await come(tx, locked, by.personId, minutes);
      await welcome(tx, locked, name);
      await audit.record(tx, {
        by,
        action: 'conversations.takeOver',
        subject: { kind: 'conversation', id },
        before: { operator: locked.operatorId },
        after: { operator: by.personId },
      });
      return { ok: true, news: true };
    });
    if (!taken.ok) return taken;
    if (taken.news) {
      announce.taken(id);
      tell(id);
    }
    return { ok: true };
  };

  /** Writes down that the operator has the conversation; the new stamp undoes what is being decided right now. */
  const come = async (tx: Tx, locked: Locked, operatorId: string, minutes: number): Promise<void> => {
    const waited = locked.dialogue !== null && registry.get(locked.dialogue.name)?.awaitsOperator === true;
    await sql`
      update conversations
      set operator_id = ${operatorId}, operator_since = now(), operator_until = ${inMinutes(minutes)}, queued_at = null,
          stamp = stamp + 1, dialogue = case when ${waited} then null else dialogue end
      where id = ${locked.id}
    `.execute(tx);
  };

  /** Tells the person who answers, with a key to go away by. */
  const welcome = async (tx: Tx, locked: Locked, name: string): Promise<void> => {
    const locale = locked.locale ?? localeOf(locked.language);
    const words = texts[locale];
    const who = name.trim() === '' ? words.operator : name;
    const here = (locked.operatorId === null ? words.operatorHere : words.operatorHereNow)(who);
    const isPrivate = locked.kind === 'private';
    const keyboard: readonly (readonly Key[])[] | undefined = isPrivate
      ? [[{ label: words.leave }]]
      : undefined;
    const { messages } = compose([{ text: isPrivate ? `${here} ${words.howToLeave(words.leave)}` : here }], {
      capabilities: channels.get(locked.inbox)?.capabilities ?? PLAIN,
      locale,
      keyboard,
    });
    if (keyboard)
      await sql`update conversations set keyboard = ${JSON.stringify(keyboard)}::jsonb where id = ${locked.id}`.execute(
        tx,
      );
    await post(tx, locked.id, messages);
  };

  /** Gives a conversation back to the dialogues; somebody else's only by who may seize it. */
  const handBack = async (by: Actor, id: string): Promise<Result<undefined, 'not_operated'>> => {
    assertMay(by, 'conversations.answer');
    const given = await goingOnWherePossible(id, (goesOn) =>
      db.transaction().execute(async (tx) => {
        const locked = (await lockConversation(tx, id)) ?? missing();
        if (locked.operatorId === null) return refuse('not_operated');
        if (locked.operatorId !== by.personId) assertMay(by, 'conversations.seize');
        await leave(tx, by, locked, 'to the dialogues', goesOn);
        return ok(undefined);
      }),
    );
    if (given.ok) tell(id);
    return given;
  };

  const leave = async (tx: Tx, by: Actor, locked: Locked, to: Returning, goesOn: boolean): Promise<void> => {
    await giveBack(tx, locked, to, goesOn).catch((error) => {
      throw goesOn ? new StepFailed(error) : error;
    });
    await audit.record(tx, {
      by,
      action: 'conversations.handBack',
      subject: { kind: 'conversation', id: locked.id },
      before: { operator: locked.operatorId },
      after: { operator: null, queued: to === 'to the queue' },
    });
  };

  /**
   * Returns conversations whose operators were silent for too long, or cannot come in any more: to the queue where somebody still waits,
   * else to the dialogues, at quiet hours without a word. Answers how many.
   */
  const returnSilent = async (): Promise<number> => {
    const overdue = await db
      .selectFrom('conversations as c')
      .select('c.id')
      .where(isOverdue)
      .orderBy('c.operator_until')
      .orderBy('c.id')
      .limit(RETURNED_AT_ONCE)
      .execute();
    const { time_zone } = await settings.get('working_hours');
    const isQuiet = quietUntil(await settings.get('quiet_hours'), time_zone, new Date(clock.now())) !== null;
    let returned = 0;
    for (const { id } of overdue)
      try {
        await goingOnWherePossible(id, (goesOn) => returnOverdue(id, isQuiet, goesOn));
        tell(id);
        returned += 1;
      } catch (error) {
        log.warn(
          { err: error, conversation: id },
          'a conversation did not return, the next look tries again',
        );
      }
    return returned;
  };

  const returnOverdue = (id: string, isQuiet: boolean, goesOn: boolean): Promise<void> =>
    db.transaction().execute(async (tx) => {
      const locked = await lockConversation(tx, id);
      if (!locked?.overdue) return;
      const to = locked.waits ? 'to the queue' : isQuiet ? 'silently' : 'to the dialogues';
      await leave(tx, theOffice, locked, to, goesOn);
    });

  /** A step that fails when it asks again, for whatever reason, must not keep a conversation from its return. */
  const goingOnWherePossible = async <T>(id: string, work: (goesOn: boolean) => Promise<T>): Promise<T> => {
    try {
      return await work(true);
    } catch (error) {
      if (!(error instanceof StepFailed)) throw error;
      log.warn({ err: error.cause, conversation: id }, 'a dialogue could not go on after the operator');
      return await work(false);
    }
  };

  const tell = (id: string): void => {
    announce.heard([id]);
    announce.said([id]);
  };

  return { takeOver, handBack, returnSilent };
};

/** What a dialogue threw while its conversation returned. */
class StepFailed extends Error {
  constructor(cause: unknown) {
    super('a dialogue could not go on', { cause });
  }
}

const inMinutes = (minutes: number) => sql`now() + make_interval(mins => ${minutes}::integer)`;

const missing = (): never => {
  throw new AppError('missing', 'there is no such conversation');
};
