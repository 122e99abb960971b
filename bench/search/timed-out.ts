import pg from 'pg';

/** The database gave a query up. */
export class TimedOut extends Error {}

/** The SQLSTATE of a statement that its timeout ended. */
const QUERY_CANCELED = '57014';

/** Throws `TimedOut` for a statement that took too long, else what the database throws. */
export const orTimedOut = async <T>(answer: Promise<T>): Promise<T> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === QUERY_CANCELED) throw new TimedOut();
    throw error;
  }
};
