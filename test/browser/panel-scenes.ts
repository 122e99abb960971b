import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { pause } from '#kernel/time.ts';
import type { Actor } from '#test/actors/actor.ts';
import type { TestOffice } from '#test/actors/office.ts';
import type { Employee } from '#test/actors/panel.ts';

/** Somebody calls for an operator and writes what it is about. */
export const called = async (person: Actor, asks: string): Promise<void> => {
  await person.says('/operator');
  await person.hears(/в очереди/);
  await person.says(asks);
  await person.hears(/Передам/);
};

/** The operator takes the conversation over. */
export const takes = (operator: Employee, conversation: string) =>
  done(operator.post(`/conversations/${conversation}/operator`));

/** The operator answers in it. */
export const answers = (operator: Employee, conversation: string, text: string) =>
  done(operator.post(`/conversations/${conversation}/messages`, { id: randomUUID(), text }));

/** The conversation that was heard last, and its person. */
export const latest = async ({ db }: TestOffice): Promise<{ conversation: string; person: string }> => {
  const { id, person_id } = await db
    .selectFrom('conversations')
    .select(['id', 'person_id'])
    .orderBy('heard_at', (order) => order.desc().nullsLast())
    .executeTakeFirstOrThrow();
  return { conversation: id, person: person_id ?? '' };
};

/** Waits until the conversation has these words of its person. */
export const heardLast = ({ db }: TestOffice, conversation: string, words: string): Promise<void> =>
  until(async () => {
    const { rows } = await sql`
      select 1 from messages where conversation_id = ${conversation} and content ->> 'text' like ${`%${words}%`}
    `.execute(db);
    return rows.length > 0;
  });

/** Waits for what happens by itself. */
export const until = async (comes: () => Promise<boolean>): Promise<void> => {
  const deadline = performance.now() + 10_000;
  while (!(await comes())) {
    if (performance.now() > deadline) throw new Error('waited in vain');
    await pause(20);
  }
};

/** The panel did what it was asked. */
export const done = async (call: Promise<{ status: number; body: unknown }>): Promise<void> => {
  const { status, body } = await call;
  if (status >= 300) throw new Error(`the office answered ${status}: ${JSON.stringify(body)}`);
};

/** The moment so many days from now. */
export const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

/** Moves all that was said in a conversation, and its waiting, so many minutes into the past. */
export const wasAgo = async ({ db }: TestOffice, conversation: string, minutes: number): Promise<void> => {
  const earlier = sql`interval '1 minute' * ${minutes}`;
  await sql`update messages set at = at - ${earlier}, delivered_at = delivered_at - ${earlier}
            where conversation_id = ${conversation}`.execute(db);
  await sql`update turns set at = at - ${earlier} where conversation_id = ${conversation}`.execute(db);
  await sql`update people set created_at = people.created_at - ${earlier}
            from conversations c where c.person_id = people.id and c.id = ${conversation}`.execute(db);
  await sql`update conversations set heard_at = heard_at - ${earlier}, queued_at = queued_at - ${earlier},
                   waiting_since = waiting_since - ${earlier}, created_at = created_at - ${earlier}
            where id = ${conversation}`.execute(db);
};

/** Waits until goods are found by these words: the index follows the catalogue. */
export const findable = (employee: Employee, words: string): Promise<void> =>
  until(async () => {
    const query = new URLSearchParams({ q: words, note: 'no' });
    const { status, body } = await employee.get<{ total: number }>(`/shop/search?${query}`);
    return status === 200 && body.total > 0;
  });

/** Something that customers looked for in the chat. */
export interface LookedFor {
  /** In small letters. */
  readonly query: string;
  readonly times?: number;
  readonly found?: number;
  /** Some product had all words; usually so when any was found. */
  readonly whole?: boolean;
  readonly corrected?: string;
  /** The product that was opened each time. */
  readonly chosen?: number;
}

/** Customers looked for all this in the past days, the first in the list last of all. */
export const customersLookedFor = async (
  { db }: TestOffice,
  searches: readonly LookedFor[],
): Promise<void> => {
  for (const [
    index,
    { query, times = 1, found = 0, whole = found > 0, corrected, chosen },
  ] of searches.entries()) {
    const opened = chosen ?? null;
    await sql`
      insert into search_log (at, place, query, query_key, found, whole, corrected, product_id, position,
                              chosen_at)
      select at, 'chat', ${query}, ${query}, ${found}::integer, ${whole}::boolean, ${corrected ?? null},
             ${opened}::integer, case when ${opened}::integer is not null then 1 end,
             case when ${opened}::integer is not null then at end
      from generate_series(1, ${times}::integer) n,
           lateral (select now() - make_interval(hours => ${index * 5 + 1}::integer, mins => n * 40) as at) moment
    `.execute(db);
  }
};
