import { type Selectable, sql } from 'kysely';
import { messageOf } from '#kernel/errors.ts';
import type { Clock } from '#kernel/time.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { DB } from '#platform/db/schema.generated.ts';
import { type ListPage, orderOf, type Paging } from '#platform/http/list.ts';
import type { Log } from '#platform/log/log.ts';
import type { Outcome, Provider } from '../contract.ts';

/** A call of a language model; never the text itself. */
export interface Call {
  readonly provider: Provider['name'];
  readonly model: string;
  readonly outcome: Outcome;
  readonly latencyMs: number;
  readonly tokensIn: number | null;
  readonly tokensOut: number | null;
  /** Lines that were read. */
  readonly lines: number;
  readonly error: string | null;
  readonly place: 'chat' | 'panel';
}

export interface NotedCall extends Call {
  readonly id: number;
  readonly at: Date;
}

/** What a provider did within a day, and how it failed the last time. */
export interface CallFigures {
  readonly calls: number;
  readonly failed: number;
  readonly latencyP50: number | null;
  readonly latencyP95: number | null;
  readonly tokensIn: number;
  readonly tokensOut: number;
  /** Of the last failure within the days that calls are kept, unless a call was answered since. */
  readonly last: Pick<NotedCall, 'outcome' | 'error' | 'at'> | null;
}

export const CALL_SORTS = ['at', 'latency_ms'] as const;

/** Which calls are meant; what is absent does not matter. */
export interface CallFilter {
  readonly provider?: Provider['name'] | undefined;
  readonly outcome?: Outcome | undefined;
}

export type Calls = ReturnType<typeof createCalls>;

const DAY_MS = 24 * 3_600_000;
/** Calls stay this long. */
const KEPT_MS = 90 * DAY_MS;
const AT_ONCE = 50_000;

/** The journal of calls of language models: what they cost, how long they took, why they failed. */
export const createCalls = ({ db, clock, log }: { db: Database; clock: Clock; log: Log }) => {
  /** Keeps a call; nobody's order waits or fails because of it. */
  const note = async (call: Call): Promise<void> => {
    const { latencyMs, tokensIn, tokensOut, ...rest } = call;
    const figures = { latency_ms: Math.round(latencyMs), tokens_in: tokensIn, tokens_out: tokensOut };
    await db
      .insertInto('assistant_calls')
      .values({ ...rest, ...figures, at: new Date(clock.now()) })
      .execute()
      .catch((error: unknown) => log.warn({ reason: messageOf(error) }, 'a call was not noted'));
  };

  const page = async (
    by: Actor,
    { provider, outcome }: CallFilter,
    { page, size, sort }: Paging<(typeof CALL_SORTS)[number]>,
  ): Promise<ListPage<NotedCall>> => {
    assertMay(by, 'assistant.read');
    const { by: column, direction } = orderOf(sort);
    const meant = db
      .selectFrom('assistant_calls')
      .$if(provider !== undefined, (query) => query.where('provider', '=', provider ?? ''))
      .$if(outcome !== undefined, (query) => query.where('outcome', '=', outcome ?? ''));
    const [{ total }, rows] = await Promise.all([
      meant.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
      meant
        .selectAll()
        .orderBy(column, direction)
        .orderBy('id', direction)
        .limit(size)
        .offset((page - 1) * size)
        .execute(),
    ]);
    return { items: rows.map(callOf), total };
  };

  /** Of the last 24 hours. */
  const figures = async (provider: Provider['name']): Promise<CallFigures> => {
    const since = new Date(clock.now() - DAY_MS);
    const { rows } = await sql<Omit<CallFigures, 'last'>>`
      select count(*) as calls, count(*) filter (where outcome <> 'read') as failed,
             percentile_disc(0.5) within group (order by latency_ms) as "latencyP50",
             percentile_disc(0.95) within group (order by latency_ms) as "latencyP95",
             coalesce(sum(tokens_in), 0)::bigint as "tokensIn", coalesce(sum(tokens_out), 0)::bigint as "tokensOut"
      from assistant_calls where provider = ${provider} and at >= ${since}
    `.execute(db);
    const last = await db
      .selectFrom('assistant_calls')
      .selectAll()
      .where('provider', '=', provider)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    const failure = last && last.outcome !== 'read' ? callOf(last) : null;
    return { ...(rows[0] ?? NONE), last: failure };
  };

  const sweep = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted && (await sweepOnce()) === AT_ONCE);
  };

  const sweepOnce = async (): Promise<number> => {
    const { numAffectedRows } = await sql`
      delete from assistant_calls where id in (
        select id from assistant_calls where at < ${new Date(clock.now() - KEPT_MS)} order by at limit ${AT_ONCE}
      )
    `.execute(db);
    return Number(numAffectedRows ?? 0);
  };

  return { note, page, figures, sweep };
};

const NONE = { calls: 0, failed: 0, latencyP50: null, latencyP95: null, tokensIn: 0, tokensOut: 0 };

type Row = Selectable<DB['assistant_calls']>;

const callOf = (row: Row): NotedCall => ({
  id: row.id,
  at: row.at,
  provider: row.provider as NotedCall['provider'],
  model: row.model,
  outcome: row.outcome as Outcome,
  latencyMs: row.latency_ms,
  tokensIn: row.tokens_in,
  tokensOut: row.tokens_out,
  lines: row.lines,
  error: row.error,
  place: row.place as NotedCall['place'],
});
