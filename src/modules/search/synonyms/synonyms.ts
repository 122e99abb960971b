import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import type { Clock } from '#kernel/time.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { phraseKey, problem, readPhrases } from './phrases.ts';
import { USUAL_SYNONYMS } from './texts.ts';

/** A group as the office keeps it. */
export interface Synonyms {
  readonly id: number;
  /** Each means what the others mean. */
  readonly phrases: readonly string[];
  readonly changedAt: Date;
}

/** Every query looks at all of them. */
const MOST_GROUPS = 2_000;
const COLUMNS = ['id', 'phrases', 'changed_at as changedAt'] as const;

export type SynonymGroups = ReturnType<typeof createSynonyms>;

/** Synonyms of the office. Every replica hears of a change at its commit. */
export const createSynonyms = ({ db, audit, clock }: { db: Database; audit: Audit; clock: Clock }) => {
  const now = () => new Date(clock.now());

  /** All groups by their first phrase. */
  const list = async (by: Actor): Promise<readonly Synonyms[]> => {
    assertMay(by, 'searches.read');
    return readGroups(db);
  };

  /** AppError `invalid`; `conflict` for a phrase of another group, or when there are too many groups. */
  const add = (by: Actor, given: readonly string[]): Promise<Synonyms> => {
    assertMay(by, 'search.tune');
    const phrases = readPhrases(given);
    return alone(async (tx) => {
      const groups = await readGroups(tx);
      assertRoom(groups.length + 1);
      assertFree(phrases, groups);
      const added = await insert(tx, phrases);
      await audit.record(tx, {
        by,
        action: 'search.synonyms_add',
        subject: subject(added),
        after: { phrases },
      });
      return added;
    });
  };

  /** Gives a group other phrases. AppError as of `add`, or `missing`. */
  const change = (by: Actor, id: number, given: readonly string[]): Promise<Synonyms> => {
    assertMay(by, 'search.tune');
    const phrases = readPhrases(given);
    return alone(async (tx) => {
      const groups = await readGroups(tx);
      const before = groups.find((group) => group.id === id);
      if (!before) throw missing();
      if (JSON.stringify(before.phrases) === JSON.stringify(phrases)) return before;
      assertFree(
        phrases,
        groups.filter((group) => group.id !== id),
      );
      const after = await tx
        .updateTable('search_synonyms')
        .set({ phrases: [...phrases], changed_at: now() })
        .where('id', '=', id)
        .returning(COLUMNS)
        .executeTakeFirstOrThrow();
      await audit.record(tx, {
        by,
        action: 'search.synonyms_change',
        subject: subject(after),
        before: { phrases: before.phrases },
        after: { phrases },
      });
      return after;
    });
  };

  /** AppError `missing`. */
  const remove = (by: Actor, id: number): Promise<void> => {
    assertMay(by, 'search.tune');
    return alone(async (tx) => {
      const gone = await tx
        .deleteFrom('search_synonyms')
        .where('id', '=', id)
        .returning(COLUMNS)
        .executeTakeFirst();
      if (!gone) throw missing();
      const { phrases } = gone;
      await audit.record(tx, {
        by,
        action: 'search.synonyms_remove',
        subject: subject(gone),
        before: { phrases },
      });
    });
  };

  /** Adds the usual groups of the trade of which no phrase is in a group yet; answers how many. AppError `conflict`. */
  const addUsual = (by: Actor): Promise<number> => {
    assertMay(by, 'search.tune');
    return alone(async (tx) => {
      const groups = await readGroups(tx);
      const known = ownersOf(groups);
      const fresh = USUAL_SYNONYMS.filter(
        (phrases) => !phrases.some((phrase) => known.has(phraseKey(phrase))),
      );
      if (fresh.length === 0) return 0;
      assertRoom(groups.length + fresh.length);
      for (const phrases of fresh) await insert(tx, phrases);
      await audit.record(tx, { by, action: 'search.synonyms_add_usual', after: { groups: fresh.length } });
      return fresh.length;
    });
  };

  const insert = (tx: Tx, phrases: readonly string[]): Promise<Synonyms> =>
    tx
      .insertInto('search_synonyms')
      .values({ phrases: [...phrases], created_at: now(), changed_at: now() })
      .returning(COLUMNS)
      .executeTakeFirstOrThrow();

  /** One change at a time: two at once could give two groups the same phrase. */
  const alone = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    db.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtextextended('kontora synonyms', 0))`.execute(tx);
      return work(tx);
    });

  return { list, add, change, remove, addUsual };
};

const readGroups = (db: Database): Promise<Synonyms[]> =>
  db.selectFrom('search_synonyms').select(COLUMNS).orderBy(sql`phrases[1]`).orderBy('id').execute();

const ownersOf = (groups: readonly Synonyms[]): ReadonlyMap<string, number> =>
  new Map(groups.flatMap(({ id, phrases }) => phrases.map((phrase) => [phraseKey(phrase), id] as const)));

const assertFree = (phrases: readonly string[], others: readonly Synonyms[]): void => {
  const owners = ownersOf(others);
  const taken = phrases.flatMap((phrase, at) => {
    const owner = owners.get(phraseKey(phrase));
    return owner === undefined ? [] : [{ phrase, field: problem(at, `already in group ${owner}`) }];
  });
  if (taken.length > 0)
    throw new AppError('conflict', `in another group: ${taken.map(({ phrase }) => phrase).join(', ')}`, {
      fields: taken.map(({ field }) => field),
    });
};

const assertRoom = (groups: number): void => {
  if (groups > MOST_GROUPS) throw new AppError('conflict', `there may be at most ${MOST_GROUPS} groups`);
};

const subject = ({ id }: Synonyms) => ({ kind: 'synonyms', id: String(id) });

const missing = (): AppError => new AppError('missing', 'there is no such group of synonyms');
