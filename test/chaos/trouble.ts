import { pause } from '#kernel/time.ts';
import type { Kill } from './history.ts';
import { planFaults, planKills } from './plan.ts';
import type { Stage } from './stage.ts';

/** Longer than any run: whoever waits for a turn is ended by the run itself. */
const FOREVER_MS = 3_600_000;

/** Kills replicas and the database as planned, each only while it lives, and notes every kill. */
export const killAll = async (
  { plan, database, replicas, progress, tell }: Stage,
  kills: Kill[],
  signal: AbortSignal,
): Promise<void> => {
  for (const { victim, atTurn, waitMs } of planKills(plan)) {
    const due = await progress.until(({ turns }) => signal.aborted || turns >= atTurn, FOREVER_MS);
    if (!due || signal.aborted) return;
    const target = victim === 'database' ? undefined : replicas[victim];
    await (target?.open() ?? database.up());
    await pause(waitMs, signal);
    await (target?.open() ?? database.up());
    const { turns } = progress.now();
    const at = await (target ?? database).kill();
    kills.push({ victim, at, turns });
    tell(`turn ${turns}: killed ${target?.name ?? 'the database'}`);
  }
};

/** Sets the faults of Telegram as the turns go by, and counts them by kind. */
export const spoil = async (
  { plan, telegram, progress }: Stage,
  faults: Record<string, number>,
  signal: AbortSignal,
): Promise<void> => {
  for (const { atTurn, fault } of planFaults(plan)) {
    const due = await progress.until(({ turns }) => signal.aborted || turns >= atTurn, FOREVER_MS);
    if (!due || signal.aborted) return;
    await telegram.control.faults(fault);
    const kind = `${fault.method} ${fault.mode ?? fault.code}`;
    faults[kind] = (faults[kind] ?? 0) + (fault.times ?? 1);
  }
};
