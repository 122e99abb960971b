import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import type { Clock } from '#kernel/time.ts';
import type { Database } from '#platform/db/database.ts';
import type { Keys } from './keys.ts';

export type Attempts = ReturnType<typeof createAttempts>;

/** What is guessed: each has a count of its own. */
export type Guess = 'login' | 'chat' | 'code' | 'password' | 'link';

interface Policy {
  /** Failures before the first wait. */
  readonly free: number;
  /** Seconds of the first wait; each further failure doubles it … */
  readonly firstWait: number;
  /** … up to this. */
  readonly longestWait: number;
  /** Seconds without a failure after which the count begins anew. */
  readonly forget: number;
}

const LOGIN: Policy = { free: 5, firstWait: 30, longestWait: 900, forget: 86_400 };

const POLICIES: Readonly<Record<Guess, Policy>> = {
  login: LOGIN,
  /** Phones and passwords tried in one chat, whoever's they are. */
  chat: LOGIN,
  code: LOGIN,
  password: LOGIN,
  link: { free: 5, firstWait: 600, longestWait: 600, forget: 600 },
};

/** Counts guesses of secrets and makes guessers wait, on all replicas together. */
export const createAttempts = ({ db, keys, clock }: { db: Database; keys: Keys; clock: Clock }) => {
  const hash = (guess: Guess, name: string): Buffer => keys.digest('attempts', `${guess} ${name}`);

  /**
   * Counts a guess before it is looked at; `last`: the next one waits. AppError `limited` while the door is closed.
   */
  const count = async (guess: Guess, name: string): Promise<{ readonly last: boolean }> => {
    const { free, firstWait, longestWait, forget } = POLICIES[guess];
    const now = new Date(clock.now());
    const forgotten = new Date(clock.now() - forget * 1_000);
    const { rows } = await sql<{ failures: number }>`
      insert into login_attempts as a (name_hash, failures, failed_at)
      values (${hash(guess, name)}, 1, ${now})
      on conflict (name_hash) do update
      set (failures, failed_at, locked_until) = (
        select n.failures, ${now}::timestamptz,
               case when n.failures >= ${free}::integer then ${now}::timestamptz + make_interval(secs =>
                 least(${longestWait}::float8, ${firstWait}::float8 * power(2, least(n.failures - ${free}::integer, 20)))) end
        from (select case when a.failed_at < ${forgotten} then 1 else a.failures + 1 end as failures) n
      )
      where a.locked_until is null or a.locked_until <= ${now}
      returning failures
    `.execute(db);
    const [counted] = rows;
    if (counted) return { last: counted.failures >= free };
    throw new AppError('limited', 'too many wrong guesses', {
      retryAfter: Math.max(1, await wait(guess, name)),
    });
  };

  const wait = async (guess: Guess, name: string): Promise<number> => {
    const row = await db
      .selectFrom('login_attempts')
      .select('locked_until')
      .where('name_hash', '=', hash(guess, name))
      .executeTakeFirst();
    return Math.max(0, Math.ceil(((row?.locked_until?.getTime() ?? 0) - clock.now()) / 1_000));
  };

  return {
    count,
    /** Forgets the failures: the guess was right, or another proof opens the door again. */
    clear: async (tx: Database, guesses: Guess | readonly Guess[], name: string): Promise<void> => {
      const hashes = [guesses].flat().map((guess) => hash(guess, name));
      await tx.deleteFrom('login_attempts').where('name_hash', 'in', hashes).execute();
    },
    /** Forgets what no longer matters. */
    sweep: async (): Promise<void> => {
      const day = new Date(clock.now() - LOGIN.forget * 1_000);
      await db.deleteFrom('login_attempts').where('failed_at', '<', day).execute();
    },
  };
};
