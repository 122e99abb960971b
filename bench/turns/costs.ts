import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Contender } from './contenders.ts';

/** Seconds of processor time up to a moment; NaN where there is no /proc. */
export interface Costs {
  readonly process: number;
  readonly database: number;
  /** The bench itself: the fake Telegram and its people. */
  readonly rig: number;
  /** Everything on this machine, and since when. */
  readonly machine: number;
  readonly at: number;
}

export const costsOf = ({ pid, databasePid }: Contender): Costs => {
  const { user, system } = process.cpuUsage();
  return {
    process: statOf(pid)?.own ?? Number.NaN,
    database: serverSeconds(databasePid),
    rig: (user + system) / 1e6,
    machine:
      cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0) / 1e3,
    at: performance.now() / 1e3,
  };
};

/** What a run cost: milliseconds a turn, and how many cores were busy with other people's work. */
export const spentBetween = (
  [before, after]: readonly Costs[],
  { turns }: { readonly turns: number },
): { cpuMs: number; databaseCpuMs: number; others: number } => {
  if (!before || !after) throw new Error('nothing was counted');
  const spent = (part: keyof Costs) => after[part] - before[part];
  return {
    cpuMs: (spent('process') * 1e3) / turns,
    databaseCpuMs: (spent('database') * 1e3) / turns,
    others: (spent('machine') - spent('process') - spent('database') - spent('rig')) / spent('at'),
  };
};

/** The postmaster, its living children and those that have ended. */
const serverSeconds = (postmaster: number): number => {
  const stat = statOf(postmaster);
  if (!stat) return Number.NaN;
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const children = pids
    .flatMap((pid) => statOf(Number(pid)) ?? [])
    .filter(({ parent }) => parent === postmaster);
  return stat.own + stat.ended + children.reduce((sum, { own }) => sum + own, 0);
};

/** Clock ticks a second, the same on every Linux that Node runs on. */
const TICKS = 100;

const statOf = (pid: number): { parent: number; own: number; ended: number } | undefined => {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The name in brackets may hold anything; the fields after it are numbered from 3.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const field = (number: number) => Number(fields[number - 3]);
  return { parent: field(4), own: (field(14) + field(15)) / TICKS, ended: (field(16) + field(17)) / TICKS };
};
