import type { Tx } from '#platform/db/database.ts';

/** Whose data is collected or erased: a person with the identities they have, or had when the erasure began. */
export interface DataSubject {
  readonly id: string;
  readonly identities: readonly { readonly kind: string; readonly value: string }[];
}

/** What cannot be undone and so waits for the commit; what is left after a failure must be found again by its owner. */
export type AfterCommit = () => Promise<void>;

/**
 * What a module keeps about people: every module that does adds such a part in app.ts, and the export and the
 * erasure of a person are complete.
 */
export interface PersonalData {
  /** Key of its list in the export; unique. */
  readonly name: string;
  /** Everything about the person, piece by piece: there may be more than fits the memory. */
  collect(person: DataSubject): AsyncIterable<object>;
  /**
   * Removes all of it, keeping the rows that figures are made of. Called twice in one transaction, before and after
   * the identities of the person are gone, so that nothing heard meanwhile is left.
   */
  erase(tx: Tx, person: DataSubject): Promise<AfterCommit | undefined>;
}
