import type { Limit, Limiter } from '#platform/http/limiter.ts';

/** Texts of one person, and of all together, that models may read within an hour; the local parser reads the rest. */
const OF_ONE: Limit = { points: 30, seconds: 3_600 };
const OF_ALL: Limit = { points: 500, seconds: 3_600 };
const BUCKET = 'assistant';
const ALL = 'everybody';

/** Whether models may be asked once more for somebody: what they cost must not be up to whoever writes most. Counts it. */
export type Allowance = (who: string) => Promise<boolean>;

export const createAllowance =
  ({ limiter }: { limiter: Pick<Limiter, 'take'> }): Allowance =>
  async (who) =>
    (await limiter.take(`${BUCKET} person`, who, OF_ONE)) === 0 &&
    (await limiter.take(BUCKET, ALL, OF_ALL)) === 0;
