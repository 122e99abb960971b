import { sql } from 'kysely';
import { messageOf } from '#kernel/errors.ts';
import type { Clock } from '#kernel/time.ts';
import type { Database } from '#platform/db/database.ts';
import type { Log } from '#platform/log/log.ts';
import { maskPhones } from '#platform/log/phones.ts';
import type { SearchPlace } from '../contract.ts';
import { queryKeyOf } from './query-key.ts';

/** A search that was answered. */
export interface NotedSearch {
  readonly place: SearchPlace;
  readonly personId: string | null;
  /** Clean, in one line. */
  readonly text: string;
  readonly found: number;
  /** Some hit had everything that was typed. */
  readonly whole: boolean;
  readonly corrected: string | null;
}

/** Somebody who types on within this time has not searched twice. */
const TYPING_MS = 5_000;
const LARGEST_KEY = 2 ** 31 - 1;

export type Journal = ReturnType<typeof createJournal>;

/** What people looked for and what they opened then. A note may be lost with the power: nobody waits for a disk. */
export const createJournal = ({ db, clock, log }: { db: Database; clock: Clock; log: Log }) => {
  /**
   * Keeps a search and answers its id; null when that failed: nobody's search fails because of it. The same query of
   * the same person again within five seconds is one search; in the panel, where a page searches while somebody types,
   * so is the query typed on or taken back: the last text of them stays, unless something was chosen before.
   */
  const note = async (search: NotedSearch): Promise<number | null> => {
    try {
      return await write(search);
    } catch (error) {
      log.warn({ reason: messageOf(error) }, 'a search was not noted');
      return null;
    }
  };

  const write = async (search: NotedSearch): Promise<number | null> => {
    const { place, personId, found, whole } = search;
    const text = withoutContacts(search.text);
    const corrected = search.corrected === null ? null : withoutContacts(search.corrected);
    const key = queryKeyOf(text);
    const now = clock.now();
    const at = new Date(now);
    const { rows } = await sql<{ id: number }>`
      with hurry as (
        select set_config('synchronous_commit', 'off', true)
      ), again as (
        update search_log
        set at = ${at}, query = ${text}, query_key = ${key},
            found = ${found}, whole = ${whole}, corrected = ${corrected}
        where id = (
          select id from search_log
          where at > ${new Date(now - TYPING_MS)} and person_id = ${personId}::uuid and place = ${place}
          order by at desc, id desc limit 1
        )
          and chosen_at is null
          and (
            query_key = ${key}
            or ${place} = 'panel' and (starts_with(query_key, ${key}) or starts_with(${key}, query_key))
          )
        returning id
      ), added as (
        insert into search_log (at, place, query, query_key, found, whole, corrected, person_id)
        select ${at}::timestamptz, ${place}, ${text}, ${key}, ${found}::integer, ${whole}::boolean, ${corrected},
               ${personId}::uuid
        from hurry where not exists (select from again)
        returning id
      )
      select id from again union all select id from added
    `.execute(db);
    return rows[0]?.id ?? null;
  };

  /**
   * Keeps which hit somebody opened; the first one counts. A search or product that does not exist, or a search of
   * somebody else than `personId` where that is given, changes nothing.
   */
  const chose = async (
    searchId: number,
    productId: number,
    position: number,
    personId?: string,
  ): Promise<void> => {
    if (!Number.isSafeInteger(searchId) || !isSmall(productId) || !isSmall(position)) return;
    await sql`
      update search_log
      set product_id = ${productId}, position = ${position}, chosen_at = ${new Date(clock.now())}
      where id = ${searchId} and chosen_at is null
        and exists (select from products where id = ${productId})
        and ${personId === undefined ? sql`true` : sql`person_id = ${personId}::uuid`}
    `.execute(db);
  };

  return { note, chose };
};

const isSmall = (key: number): boolean => Number.isInteger(key) && key > 0 && key <= LARGEST_KEY;

const MAIL = /[^\s@]{1,64}@[^\s@]+\.[^\s@]{2,}/g;

/** Everybody of the office reads the journal: a phone or an address that somebody typed is not for all of them. */
const withoutContacts = (text: string): string => maskPhones(text).replace(MAIL, '***');
