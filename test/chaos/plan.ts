import type { ControlBody } from '#test/fakes/telegram/control-schema.ts';
import { createRandom, type Random } from './random.ts';

/** What one run does; everything random in it comes from the seed. */
export interface ChaosPlan {
  readonly seed: number;
  readonly mode: 'polling' | 'webhook';
  readonly conversations: number;
  /** Turns of all conversations together, at least. */
  readonly turns: number;
  readonly replicaKills: number;
  readonly databaseKills: number;
  /** Turns from one fault of Telegram to the next, on average. */
  readonly turnsPerFault: number;
  /** Messages a second of all replicas together, 0: as many as they can. */
  readonly rate: number;
  /** Milliseconds a person thinks before the next words, at most. */
  readonly thinkMs: number;
  /** Milliseconds within which every answer must have come, whatever was killed meanwhile. */
  readonly patienceMs: number;
}

export const REPLICAS = 2;

/** Whom a kill hits: the number of a replica, or the database with all its processes. */
export type Victim = number | 'database';

export interface PlannedKill {
  readonly victim: Victim;
  /** Turns done before it. */
  readonly atTurn: number;
  /** Milliseconds after that, so that it falls anywhere within a turn. */
  readonly waitMs: number;
}

/** Kills between the first 4 and the last 8 per cent of the turns, in order. */
export const planKills = (plan: ChaosPlan): readonly PlannedKill[] => {
  const random = createRandom(plan.seed, 'kills');
  const victims: Victim[] = [
    ...Array.from({ length: plan.replicaKills }, () => random.below(REPLICAS)),
    ...Array.from({ length: plan.databaseKills }, () => 'database' as const),
  ];
  return victims
    .map((victim) => ({
      victim,
      atTurn: Math.round(plan.turns * (0.04 + random.below(8_800) / 10_000)),
      waitMs: random.below(300),
    }))
    .toSorted((a, b) => a.atTurn - b.atTurn);
};

/** Milliseconds a slow answer takes, at most. */
export const SLOW_MS = 1_500;

export type Fault = ControlBody<'faults'>;

/** The faults of Telegram one after the other, without end, each with the turn at which it is due. */
export function* planFaults(plan: ChaosPlan): Generator<{ atTurn: number; fault: Fault }, never> {
  const random = createRandom(plan.seed, 'faults');
  for (let atTurn = 0; ; ) {
    atTurn += 1 + random.below(2 * plan.turnsPerFault - 1);
    yield { atTurn, fault: random.chance(0.06) ? pollFault(random) : sendFault(random) };
  }
}

const sendFault = (random: Random): Fault => {
  const method = 'sendMessage';
  const draw = random.below(100);
  if (draw < 30) return { method, code: 429, retry_after: 1 + random.below(2) };
  if (draw < 50) return { method, code: random.pick([500, 502]), times: 1 + random.below(3) };
  if (draw < 62) return { method, mode: 'html502' };
  if (draw < 72) return { method, mode: 'drop_before' };
  if (draw < 84) return { method, mode: 'drop_after' };
  if (draw < 95) return { method, mode: 'slow', delay_ms: random.below(SLOW_MS) };
  // Both end in the client's timeout: nothing was done, and all was done.
  if (draw < 98) return { method, mode: 'hang' };
  return { method, mode: 'drop_after', delay_ms: 20_000 };
};

/** Without a hang: the client waits for a poll as long as a poll may take, and nobody would be heard. */
const pollFault = (random: Random): Fault => {
  const method = 'getUpdates';
  return random.pick<Fault>([
    { method, code: 500 },
    { method, code: 429, retry_after: 1 },
    { method, mode: 'html502' },
    { method, mode: 'drop_before' },
    { method, mode: 'drop_after' },
  ]);
};
