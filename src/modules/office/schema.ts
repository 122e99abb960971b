import { z } from 'zod';
import { isTimeZone } from '#kernel/time-zone.ts';

/** How a part fares; `off`: it is not configured, and nothing is wrong with that. */
export const PartState = z.enum(['ok', 'degraded', 'down', 'off']);
export type PartState = z.infer<typeof PartState>;

/** What a person can do about an ill part; the panel says it in words. */
const CURES = [
  'start_database',
  'speed_up_database',
  'allow_more_connections',
  'start_worker',
  'add_workers',
  'see_inboxes',
  'see_deliveries',
  'wait_for_channel',
  'see_dead_letters',
  'free_disk',
  'give_more_processor',
  'give_more_memory',
  'set_trust_proxy',
  'see_exchange',
  'see_search',
  'see_assistant',
  'see_webhooks',
  'set_keys',
  'see_log',
] as const;
export const Cure = z.enum(CURES);
export type Cure = z.infer<typeof Cure>;

const count = z.int().nonnegative();
const seconds = z.number().nonnegative();
const bytes = z.int().nonnegative();

/** A part and the figures it is judged by; figures are null when it could not be asked. */
const part = <const Name extends string, Facts extends z.ZodRawShape>(name: Name, facts: Facts) =>
  z.object({
    part: z.literal(name),
    name: z.string().nullable().describe('Which one, where there are several'),
    state: PartState,
    facts: z.object(facts).nullable(),
    cure: Cure.nullable(),
  });

/** One part of the office, as health tells of it. */
export const Part = z.discriminatedUnion('part', [
  part('database', {
    kind: z.enum(['embedded', 'external']),
    version: z.string(),
    round_trip_ms: z.number().nonnegative(),
    size_bytes: bytes,
    connections: count,
    max_connections: count,
    migrations: count,
    last_migration: z.string().nullable(),
  }),
  part('workers', {
    waiting_turns: count,
    oldest_wait_seconds: seconds.describe('How long the longest due conversation waits for a worker'),
    held_conversations: count.describe('With a living lease'),
    workers: count.describe('That hold a living lease'),
  }),
  part('inbox', {
    channel: z.string(),
    account: z.string().nullable().describe('The account that speaks'),
    last_heard_at: z.iso.datetime().nullable(),
    trouble: z.string().nullable().describe('What ails it, by the code that the list of inboxes has'),
  }),
  part('outgoing', {
    unsent: count,
    oldest_unsent_seconds: seconds,
    failed_24h: count.describe('To people who can be reached'),
    unreachable_24h: count.describe('To people who left or blocked us'),
    unknown_24h: count,
  }),
  part('dead_letters', { count, oldest_at: z.iso.datetime().nullable() }),
  part('storage', { free_bytes: bytes }),
  part('process', {
    loop_lag_ms: z.number().nonnegative().describe('99th percentile of the last minutes'),
    memory_bytes: bytes,
    heap_bytes: bytes,
    heap_limit_bytes: bytes,
  }),
  part('proxy', {
    forwarded_requests: count.describe(
      'From a proxy near us that TRUST_PROXY does not name, within the hour',
    ),
    peer: z.string().nullable(),
  }),
  part('exchange', {
    age_seconds: count.nullable().describe('Since goods were last fetched well'),
    interval_minutes: count,
    failure: z.string().nullable().describe('Why the last time failed, as a word for programs'),
  }),
  part('search', {
    state: z.enum(['ready', 'building', 'stored', 'down']).describe('`stored`: the database answers'),
    documents: count,
    megabytes: z.number().nonnegative(),
    progress: z.number().min(0).max(1).nullable().describe('Of an index that is being built'),
  }),
  part('assistant', {
    state: z
      .enum(['ready', 'open', 'off'])
      .describe('`open`: not asked until a time; `off`: until a restart'),
    model: z.string(),
    until: z.iso.datetime().nullable(),
  }),
  part('webhooks', {
    waiting: count,
    failed_24h: count.describe('Given up'),
    paused: count.describe('Endpoints that are told nothing'),
  }),
  part('module', { needs: z.string().describe('The setting that switches it on') }),
]);
export type Part = z.infer<typeof Part>;

/** The health of the office and of each of its parts. */
export const Health = z.object({
  state: z.enum(['ok', 'degraded', 'down']),
  version: z.string(),
  started_at: z.iso.datetime(),
  parts: z.array(Part),
});
export type Health = z.infer<typeof Health>;

const figures = {
  messages_in: count,
  messages_out: count,
  people: count.describe('Distinct people who wrote'),
  turns: count,
  dead_letters: count.describe('Turns that failed for good, mended since or not'),
  answers: count.describe('First answers of dialogues that were delivered'),
  answer_p50_ms: z.number().nullable().describe('From a message heard to the first answer delivered'),
  answer_p95_ms: z.number().nullable(),
  operator_answers: count.describe('First answers of operators'),
  operator_wait_p50_ms: z.number().nullable().describe('How long people waited for them'),
};

/** What happened in a while. */
export const Figures = z.object(figures);
export type Figures = z.infer<typeof Figures>;

/** The traffic of a period beside the one before it. */
export const Traffic = z.object({
  period: z.enum(['24h', '7d', '30d']),
  tz: z.string(),
  unit: z.enum(['hour', 'day']),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  series: z
    .array(z.object({ at: z.iso.datetime(), ...figures }))
    .describe('Every hour or day, empty ones too'),
  inboxes: z.array(z.object({ inbox: z.string(), messages_in: count, messages_out: count })),
  totals: Figures,
  previous: Figures.describe('Of the same length just before'),
});
export type Traffic = z.infer<typeof Traffic>;

/** What happens at this moment. */
export const Now = z.object({
  fresh: z.boolean().describe('Nobody has ever written'),
  queued: count.describe('People who wait for an operator'),
  longest_wait_seconds: seconds.describe('Of those'),
  operated: count.describe('Conversations that operators hold'),
  talking: count.describe('People who wrote within 15 minutes'),
  turns_per_minute: z.number().nonnegative().describe('Over the last five minutes'),
});
export type Now = z.infer<typeof Now>;

export const TrafficQuery = z.strictObject({
  period: z.enum(['24h', '7d', '30d']).default('24h'),
  tz: z.string().max(64).refine(isTimeZone, 'must be an IANA time zone').default('UTC'),
});
export type TrafficQuery = z.infer<typeof TrafficQuery>;
