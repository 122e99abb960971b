import { messageOf } from '#kernel/errors.ts';
import { pause } from '#kernel/time.ts';
import { createPeople, talk } from './crowd.ts';
import { type History, type Kill, readConversations } from './history.ts';
import type { ChaosPlan } from './plan.ts';
import { onStage, type Stage } from './stage.ts';
import type { ChaosTelegram } from './telegram.ts';
import { killAll, spoil } from './trouble.ts';

/** A finished run: its history, and what the report tells of it. */
export interface ChaosRun {
  readonly history: History;
  /** Faults that Telegram was told to show, by kind. */
  readonly faults: Readonly<Record<string, number>>;
  readonly startedAt: number;
  readonly endedAt: number;
  /** Why the run ended early; its history is judged all the same. */
  readonly failure: string | undefined;
}

/**
 * Lets people talk while replicas and the database are killed and Telegram fails, waits for quiet, and
 * records what came of it. `tell` hears of every kill as it happens; the signal ends the run, which throws.
 */
export const runChaos = (
  plan: ChaosPlan,
  { tell, signal }: { tell: (line: string) => void; signal: AbortSignal },
): Promise<ChaosRun> => onStage(plan, tell, (stage) => perform(stage, signal));

const perform = async (stage: Stage, signal: AbortSignal): Promise<ChaosRun> => {
  const { plan, database, telegram, replicas, progress } = stage;
  const { control } = telegram;
  const people = await createPeople(plan, control);
  const kills: Kill[] = [];
  const faults: Record<string, number> = {};
  const stopping = new AbortController();
  const startedAt = Date.now();
  let killing = true;
  let failure: string | undefined;
  const fail = (error: unknown): void => {
    failure ??= messageOf(error);
    stopping.abort();
  };
  signal.addEventListener('abort', () => stopping.abort());

  const killed = killAll(stage, kills, stopping.signal).finally(() => {
    killing = false;
  });
  const spoiled = spoil(stage, faults, stopping.signal);
  await Promise.all([
    talk({ plan, people, control, progress, mayEnd: () => !killing, given: stopping.signal }).catch(fail),
    killed.catch(fail),
  ]);
  const endedAt = Date.now();
  stopping.abort();
  await spoiled.catch(fail);
  signal.throwIfAborted();

  await control.clearFaults();
  await database.up();
  const pending = await acknowledged(telegram, failure === undefined ? plan.patienceMs : 0);
  await Promise.allSettled(replicas.map(({ open }) => open()));
  await Promise.all(replicas.map(({ stop }) => stop()));
  const conversations = await readConversations(database.db, control, people);
  const breakdowns = replicas.flatMap((replica) => replica.breakdowns);
  return { history: { conversations, kills, pending, breakdowns }, faults, startedAt, endedAt, failure };
};

/** Updates that are left over; the last batch is acknowledged by the poll after it. */
const acknowledged = async ({ pending }: ChaosTelegram, patienceMs: number): Promise<number> => {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const left = await pending();
    if (left === 0 || Date.now() > deadline) return left;
    await pause(100);
  }
};
