import type { ImportCounts } from '#modules/catalogue/index.ts';
import type { LoadProblem, LoadState } from './loads.ts';
import { REASONS } from './reasons.ts';

/** What 1C is told of a load: four keys in this order, and further ones only where there is something to say. */
export interface PushAnswer {
  readonly ok: true;
  readonly received: number;
  readonly upserted: number;
  readonly skipped: number;
  readonly errors?: readonly ToldProblem[];
  readonly warnings?: readonly ToldProblem[];
  readonly hidden?: number;
}

interface ToldProblem {
  readonly index: number;
  readonly sku: string | null;
  readonly reason: string;
}

/** The answer for a load that was imported. */
export const answerOf = (
  { received, inserted, updated, unchanged, skipped, hidden }: ImportCounts,
  problems: readonly LoadProblem[],
): PushAnswer => {
  const told = (level: LoadProblem['level']) => problems.filter((one) => one.level === level).map(toldOf);
  const [errors, warnings] = [told('error'), told('warning')];
  return {
    ok: true,
    received,
    upserted: inserted + updated + unchanged,
    skipped,
    ...(errors.length > 0 ? { errors } : {}),
    ...(warnings.length > 0 ? { warnings } : {}),
    ...(hidden > 0 ? { hidden } : {}),
  };
};

/** Such as `price: not a number, the old value is kept ("abc")`. */
const toldOf = ({ index, sku, field, reason, value }: LoadProblem): ToldProblem => ({
  index,
  sku,
  reason: `${field === null ? '' : `${field}: `}${REASONS[reason] ?? reason}${value === null ? '' : ` (${JSON.stringify(value)})`}`,
});

/** How far a load of the queue is, in words for programs. */
export type JobStatus = 'waits' | 'runs' | 'done' | 'held' | 'failed' | 'cancelled' | 'undone';

const STATUSES: Readonly<Record<string, JobStatus>> = {
  draft: 'waits',
  queued: 'waits',
  running: 'runs',
  ready: 'held',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
  undone: 'undone',
};

/** What 1C is told of a load that it left to the queue; the counts of a load that is done are as in a push. */
export const jobOf = (
  { id, status, counts, risks, failure }: LoadState,
  problems: readonly LoadProblem[],
): Readonly<Record<string, unknown>> => {
  const told = STATUSES[status] ?? 'failed';
  const ok = told !== 'failed' && told !== 'cancelled';
  return {
    ...(told === 'done' ? answerOf(counts, problems) : { ok }),
    job: String(id),
    status: told,
    ...(told === 'held' ? { risks } : {}),
    ...(failure === null ? {} : { failure }),
  };
};
