import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { ListPage } from '#platform/http/list.ts';
import {
  countDeadLetters,
  type DeadLetter,
  type DeadLetterFilter,
  type DeadLetterPaging,
  type DeadLetterPlace,
  type DeadLetterState,
  findDeadLetter,
  pageOfDeadLetters,
  walkDeadLetters,
} from './dead-letter-rows.ts';

/** Letters read at once when all are walked through. */
const BATCH = 500;

/** Which letter: a conversation and the number of the turn that failed. */
export interface LetterKey {
  readonly conversationId: string;
  readonly turn: number;
}

/** `missing`: no such letter; `settled`: it is not in the state that this needs any more. */
export type LetterRefusal = 'missing' | 'settled';

/** What is done with letters, and the states it leads from and to. */
const WORKS = {
  replay: { from: 'dead', to: 'replayed' },
  discard: { from: 'dead', to: 'discarded' },
  restore: { from: 'discarded', to: 'dead' },
} as const;
export type LetterWork = keyof typeof WORKS;

export type DeadLetters = ReturnType<typeof createDeadLetters>;

/** Dead letters, and what can be done with them. `due` is told which conversation has work again. */
export const createDeadLetters = ({
  db,
  due,
  audit,
}: {
  db: Database;
  due: (conversationId: string) => void;
  audit: Audit;
}) => {
  /** The newest first, at most `limit`. */
  const list = async (
    by: Actor,
    { limit, ...filter }: DeadLetterFilter & { readonly limit: number },
  ): Promise<readonly DeadLetter[]> => {
    assertMay(by, 'deadLetters.read');
    return walkDeadLetters(db, filter, '-at', undefined, limit);
  };

  const page = async (
    by: Actor,
    filter: DeadLetterFilter,
    paging: DeadLetterPaging,
  ): Promise<ListPage<DeadLetter>> => {
    assertMay(by, 'deadLetters.read');
    const [items, total] = await Promise.all([
      pageOfDeadLetters(db, filter, paging),
      countDeadLetters(db, filter),
    ]);
    return { items, total };
  };

  /** Every letter that fits, in this order. */
  const all = (
    by: Actor,
    filter: DeadLetterFilter,
    sort: DeadLetterPaging['sort'],
  ): AsyncIterable<DeadLetter> => {
    assertMay(by, 'deadLetters.read');
    return walk(filter, sort);
  };

  async function* walk(filter: DeadLetterFilter, sort: DeadLetterPaging['sort']): AsyncGenerator<DeadLetter> {
    for (let after: DeadLetterPlace | undefined; ; ) {
      const letters = await walkDeadLetters(db, filter, sort, after, BATCH);
      yield* letters;
      after = letters.at(-1)?.place;
      if (letters.length < BATCH) return;
    }
  }

  /** One letter in whatever state; AppError `missing` when there is none. */
  const find = async (by: Actor, { conversationId, turn }: LetterKey): Promise<DeadLetter> => {
    assertMay(by, 'deadLetters.read');
    const letter = await findDeadLetter(db, conversationId, turn);
    if (!letter) throw new AppError('missing', 'there is no such dead letter');
    return letter;
  };

  /**
   * Does one work on one letter: `replay` hears its message again as the newest of its conversation, once for
   * each letter; `discard` puts it aside; `restore` takes a discarded one back.
   */
  const work = async (
    tx: Tx,
    by: Actor,
    what: LetterWork,
    key: LetterKey,
  ): Promise<Result<undefined, LetterRefusal>> => {
    assertMay(by, 'deadLetters.work');
    const { from, to } = WORKS[what];
    if (!(what === 'replay' ? await hearAgain(tx, key) : await move(tx, key, from, to)))
      return refuse((await findDeadLetter(tx, key.conversationId, key.turn)) ? 'settled' : 'missing');
    await audit.record(tx, {
      by,
      action: `deadLetters.${what}`,
      subject: { kind: 'dead_letter', id: `${key.conversationId}/${key.turn}` },
      before: { state: from },
      after: { state: to },
    });
    return ok(undefined);
  };

  /** Hears the message of a letter again inside somebody's transaction, e.g. that of a turn. */
  const replay = async (tx: Tx, by: Actor, key: LetterKey): Promise<Result<undefined, LetterRefusal>> => {
    const done = await work(tx, by, 'replay', key);
    if (done.ok) due(key.conversationId);
    return done;
  };

  /** Does one work on many letters, each in a transaction of its own; answers in their order. */
  const workAll = async (
    by: Actor,
    what: LetterWork,
    keys: readonly LetterKey[],
  ): Promise<readonly Result<undefined, LetterRefusal>[]> => {
    assertMay(by, 'deadLetters.work');
    const results: Result<undefined, LetterRefusal>[] = [];
    for (const key of keys) {
      const result = await db.transaction().execute((tx) => work(tx, by, what, key));
      if (result.ok && what === 'replay') due(key.conversationId);
      results.push(result);
    }
    return results;
  };

  return { list, page, all, find, replay, workAll };
};

const move = async (
  tx: Tx,
  { conversationId, turn }: LetterKey,
  from: DeadLetterState,
  to: DeadLetterState,
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('turns')
    .set({ state: to })
    .where('conversation_id', '=', conversationId)
    .where('number', '=', turn)
    .where('state', '=', from)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};

const hearAgain = async (tx: Tx, { conversationId, turn }: LetterKey): Promise<boolean> => {
  const { rows } = await sql`
    with said as (
      select id from messages where conversation_id = ${conversationId} and direction = 'in' and turn = ${turn}
    ), dead as (
      update turns set state = 'replayed'
      where conversation_id = ${conversationId} and number = ${turn} and state = 'dead' and exists (select from said)
      returning conversation_id, number
    ), c as (
      update conversations c
      set heard = heard + 1, positions = positions + 1, changes = changes + 1, due_at = now()
      from dead where c.id = dead.conversation_id
      returning c.id, c.heard, c.positions, c.changes
    )
    insert into messages (conversation_id, inbox_id, direction, external_id, turn, position, change, account,
                          person_id, content, trace_id)
    select m.conversation_id, m.inbox_id, 'in', 'replay:' || m.id, c.heard, c.positions, c.changes, m.account,
           m.person_id, m.content, m.trace_id
    from c, said join messages m on m.id = said.id
    returning id
  `.execute(tx);
  return rows.length > 0;
};
