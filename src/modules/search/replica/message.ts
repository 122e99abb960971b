import type { Connection } from '#platform/db/connection.ts';
import type { IndexAnswer, IndexQuery } from '../contract.ts';

/** The NOTIFY channel of the search. */
export const SEARCH_CHANNEL = 'kontora_search';

/** What is notified: `stored` when the posting lists were brought up to date. */
export const KNOCKS = ['products', 'synonyms', 'reindex', 'stored'] as const;
export type Knock = (typeof KNOCKS)[number];

/** What the thread is started with. */
export interface ReplicaOrder {
  readonly connection: Connection;
  readonly memoryMb: number;
}

/** How the index of this replica is. */
export interface ReplicaState {
  /**
   * `ready`: the memory answers. `building`: it does not yet, the database may answer meanwhile. `stored`: the
   * catalogue is too large for the memory, the database answers. `down`: nothing answers, or comes nearer to it.
   */
  readonly state: 'ready' | 'building' | 'stored' | 'down';
  /** Of the index that answers, hidden ones included. */
  readonly documents: number;
  readonly terms: number;
  readonly megabytes: number;
  /** Of the index that is being built; null when none is. */
  readonly progress: number | null;
}

/** The state as the thread tells it. */
export interface ThreadState extends ReplicaState {
  /** Whether a query sent now gets an answer. */
  readonly answers: boolean;
}

export type ToReplica =
  | {
      readonly kind: 'query';
      readonly id: number;
      readonly query: IndexQuery;
      /** Milliseconds since 1970 after which nobody waits for the answer. */
      readonly until: number;
    }
  | { readonly kind: 'knock'; readonly knock: Knock };

export type FromReplica =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: IndexAnswer }
  /** `late`: nobody waited any more. */
  | { readonly kind: 'failed'; readonly id: number; readonly why: 'unavailable' | 'broken' | 'late' }
  | { readonly kind: 'state'; readonly state: ThreadState }
  | { readonly kind: 'log'; readonly line: string };

/** The knock that a NOTIFY payload means. */
export const knockOf = (payload: string): Knock | undefined => KNOCKS.find((knock) => knock === payload);
