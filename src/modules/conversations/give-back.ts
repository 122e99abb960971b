import { sql } from 'kysely';
import type { People } from '#modules/people/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { type Channel, PLAIN } from './channel.ts';
import { type Locked, lastSpeaker } from './locked.ts';
import type { TurnResult } from './plan.ts';
import { post } from './post.ts';
import type { Registry } from './registry.ts';
import { texts } from './texts.ts';
import type { Turns } from './turn.ts';

/** Where a conversation goes from its operator. */
export type Returning =
  /** The person is told, and the step that was running asks again. */
  | 'to the dialogues'
  /** Nothing is said, so nothing can go on where it was. */
  | 'silently'
  /** The person still waits: for the next operator, at the place that the waiting has earned. */
  | 'to the queue';

/** Takes a locked conversation from its operator. With `goesOn` false no step speaks, and what ran ends. */
export type GiveBack = (tx: Tx, locked: Locked, to: Returning, goesOn: boolean) => Promise<void>;

export const createGiveBack = ({
  people,
  registry,
  turns,
  channels,
}: {
  people: People;
  registry: Registry;
  turns: Turns;
  channels: ReadonlyMap<string, Channel>;
}): GiveBack => {
  const giveBack: GiveBack = async (tx, locked, to, goesOn) => {
    const queues = to === 'to the queue';
    await sql`
      update conversations
      set operator_id = null, operator_since = null, operator_until = null, stamp = stamp + 1,
          queued_at = case when ${queues} then coalesce(waiting_since, now()) end,
          waiting_since = case when ${queues} then waiting_since end
      where id = ${locked.id}
    `.execute(tx);
    // What was said to the operator and is not worked yet is no word to the step that goes on.
    await sql`
      update messages set content = content || '{"passed_on": true}'
      where conversation_id = ${locked.id} and direction = 'in'
        and turn > (select said from conversations where id = ${locked.id})
    `.execute(tx);
    const { dialogue, keyboard, messages } = await words(tx, locked, to, goesOn);
    await sql`
      update conversations set dialogue = ${jsonOf(dialogue)}::jsonb, keyboard = ${jsonOf(keyboard)}::jsonb
      where id = ${locked.id}
    `.execute(tx);
    await post(tx, locked.id, messages, { stamp: locked.stamp + 1 });
  };

  const words = async (
    tx: Tx,
    locked: Locked,
    to: Returning,
    goesOn: boolean,
  ): Promise<Pick<TurnResult, 'dialogue' | 'keyboard' | 'messages'>> => {
    const person = await lastSpeaker(tx, people, locked.id);
    if (to === 'silently' || !person) return { dialogue: null, keyboard: locked.keyboard, messages: [] };
    const { capabilities } = channels.get(locked.inbox) ?? { capabilities: PLAIN };
    const turn = turns.contextOf(locked, person, { db: tx, channel: locked.channel, capabilities });
    const told = texts[turn.locale];
    const { waiting } = registry;
    const plan =
      to === 'to the queue' && goesOn && waiting && registry.mayStart(waiting, person, locked.kind)
        ? {
            ...(await turns.begin(turn, waiting, { by: 'dialogue', text: '' })),
            before: [{ text: told.operatorGone }],
          }
        : turns.resume(
            goesOn && to === 'to the dialogues' ? locked : { ...locked, dialogue: null },
            turn,
            to === 'to the queue' ? told.operatorGone : told.operatorLeft,
          );
    return await turns.finish(locked, turn, plan, noEffects);
  };

  return giveBack;
};

const jsonOf = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

const noEffects = (): never => {
  throw new Error('a returning conversation has effects');
};
