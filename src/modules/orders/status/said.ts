import { z } from 'zod';
import { PLACED, type PlacedStatus } from '../contract.ts';

/** Words of the shop contract for statuses that are called otherwise now. */
const FORMER = { in_delivery: 'shipped', completed: 'done' } as const satisfies Record<string, PlacedStatus>;
type Former = keyof typeof FORMER;

const isFormer = (said: string): said is Former => Object.hasOwn(FORMER, said);

/** A status as other systems say it: in our words, or in those of the shop contract. */
export const SaidStatus = z
  .enum([...PLACED, ...(Object.keys(FORMER) as Former[])])
  .transform((said): PlacedStatus => (isFormer(said) ? FORMER[said] : said));
