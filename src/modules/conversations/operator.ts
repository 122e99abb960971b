import { AppError } from '#kernel/errors.ts';
import type { Actor } from '#modules/access/index.ts';
import type { Database } from '#platform/db/database.ts';

/** An employee who is somebody. */
export type Employee = Actor & { readonly personId: string };

/** An operator as the others see them. */
export interface Operator {
  readonly id: string;
  readonly name: string;
}

/** AppError `missing` for a person who is not there. */
export const operatorOf = async (db: Database, id: string): Promise<Operator> => {
  const found = await db.selectFrom('people').select(['id', 'name']).where('id', '=', id).executeTakeFirst();
  if (!found) throw new AppError('missing', 'there is no such person');
  return found;
};
