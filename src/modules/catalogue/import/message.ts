import type { LoadHead, SourceError } from '../draft.ts';
import type { NotedProblem } from './problems.ts';

/** What the reading thread is started with. */
export interface ReadingOrder {
  /** URL of a module that exports `read: ReadSource`. */
  readonly reader: string;
  readonly path: string;
  readonly options: unknown;
}

/** What came of reading a whole source. */
export interface ReadEnd {
  readonly head: LoadHead;
  /** Rows, good and bad. */
  readonly received: number;
  /** Bad rows. */
  readonly skipped: number;
  readonly warnings: number;
  /** The first ones. */
  readonly problems: readonly NotedProblem[];
}

/** What the reading thread says; it goes on when enough of its rows were answered with `taken`. */
export type FromThread =
  | { readonly kind: 'rows'; readonly rows: Uint8Array; readonly bytes: number }
  | { readonly kind: 'end'; readonly end: ReadEnd }
  | {
      readonly kind: 'failed';
      readonly message: string;
      readonly source?: { readonly code: SourceError['code']; readonly details: SourceError['details'] };
    };
