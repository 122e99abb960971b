import { recordLast } from '#modules/audit/index.ts';
import { type People, type Person, personOf } from '#modules/people/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { Committed, createCommits, WorkedTurn } from './commit.ts';
import type { Effect, TurnContext } from './dialogue.ts';
import type { HeardMessage, Held } from './held.ts';
import { EffectRefused, type Plan, type TurnResult } from './plan.ts';
import type { Turns } from './turn.ts';

/** Refusals of effects that one turn may get over. */
const MAX_REFUSALS = 5;

/** The turn is somebody else's by now, or an operator came or went: nothing of it counts. */
export class LeaseLost extends Error {}

/** What a plan came to. */
export interface Applied {
  readonly worked: WorkedTurn;
  readonly committed: Committed;
  /** Who spoke, as they are after the effects. */
  readonly speaker: Person;
}

/** Applies and commits plans; a refused effect undoes everything and the step hears why. Throws LeaseLost. */
export const createApply =
  ({
    db,
    people,
    turns,
    commits,
  }: {
    db: Database;
    people: People;
    turns: Turns;
    commits: ReturnType<typeof createCommits>;
  }) =>
  async (
    held: Held,
    message: HeardMessage,
    { turn, plan: first }: { readonly turn: TurnContext; readonly plan: Plan },
    {
      workedTurn,
      late,
    }: {
      workedTurn: (result: Omit<TurnResult, 'route'>) => WorkedTurn;
      /** Nobody waits for this turn any more. */
      late: AbortSignal;
    },
  ): Promise<Applied> => {
    const applyOnce = async (plan: Plan): Promise<Applied> => {
      if (plan.outcome.effects.length === 0 && plan.outcome.move.to !== 'dialogue') {
        const worked = workedTurn(await turns.finish(held, turn, plan, unexpectedEffects));
        if (late.aborted) lostLease();
        const committed = (await commits.commit(worked)) ?? lostLease();
        return { worked, committed, speaker: message.speaker };
      }
      let { speaker } = message;
      return await db.transaction().execute(async (tx) => {
        const write = async (effects: readonly Effect[], before: TurnContext): Promise<TurnContext> => {
          for (const { name, apply } of effects) {
            const result = await apply(tx);
            if (!result.ok) throw new EffectRefused(name, result.reason);
          }
          speaker = await reload(tx, turn.conversation.channel, message);
          return turns.refresh(before, tx, speaker);
        };
        return await recordLast(tx, async () => {
          const worked = workedTurn(await turns.finish(held, { ...turn, db: tx }, plan, write));
          if (late.aborted) lostLease();
          return { worked, committed: (await commits.commitIn(tx, worked)) ?? lostLease(), speaker };
        });
      });
    };

    /** Whoever the speaker is after the effects: somebody else, when the chat became part of an account. */
    const reload = async (tx: Tx, channel: string, { id, account }: HeardMessage): Promise<Person> => {
      const row = await tx
        .selectFrom('messages as m')
        .innerJoin('people as p', 'p.id', 'm.person_id')
        .select(['p.id', 'p.name', 'p.locale', 'p.customer', people.roles('p').as('roles')])
        .where('m.id', '=', id)
        .executeTakeFirstOrThrow();
      return personOf(row, people.rolesOf(row.roles, channel, account));
    };

    let plan = first;
    for (let refusals = 0; ; refusals += 1) {
      try {
        return await applyOnce(plan);
      } catch (error) {
        if (!(error instanceof EffectRefused) || refusals >= MAX_REFUSALS) throw error;
        plan = await turns.afterRefusal(held, turn, plan, error);
      }
    }
  };

const lostLease = (): never => {
  throw new LeaseLost('the turn was decided too late');
};

const unexpectedEffects = (): never => {
  throw new Error('effects appeared outside a transaction');
};
