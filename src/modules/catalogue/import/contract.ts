import type { Actor } from '#modules/access/index.ts';

/** Where a batch came from. */
export type ImportSource = 'push' | 'pull' | 'file' | 'shell';

/** How many rows of a load went which way; `received` = inserted + updated + unchanged + skipped. */
export interface ImportCounts {
  /** Rows of the source, good and bad. */
  readonly received: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Goods withdrawn: deleted by the source or missing in a full load; those in the source are also `updated`. */
  readonly hidden: number;
  /** Bad rows, and rows that a later row of the same load overrides. */
  readonly skipped: number;
  readonly warnings: number;
}

/** A guard rail that a load touches: how many of how many. */
export interface ImportRisk {
  readonly kind: 'hides_many' | 'moves_prices';
  readonly count: number;
  readonly of: number;
}

/** A source ready to be read: a file on this machine and the reader that understands it. */
export interface ImportFile {
  readonly path: string;
  readonly bytes: number;
  readonly format: 'json' | 'csv' | 'xlsx';
  /** Options of the reader; kept with the batch, so that it can be read again. */
  readonly reading: Readonly<Record<string, unknown>>;
  readonly name?: string | undefined;
  /** SHA-256 of the content. */
  readonly hash: Buffer;
}

/** What is wanted of an import. */
export interface ImportWish {
  readonly source: ImportSource;
  readonly by: Actor;
  readonly file: ImportFile;
  /** Overrides what the source says of itself. */
  readonly fullLoad?: boolean | undefined;
  /** False: one bad row refuses the whole load. Default true. */
  readonly skipBad?: boolean | undefined;
  /** The person has seen the risks. */
  readonly accepted?: boolean | undefined;
}

/** How an import ended. `repeat`: the same body as the last one, nothing was done. */
export type ImportEnd =
  | { readonly kind: 'done'; readonly batchId: number; readonly counts: ImportCounts; readonly repeat: boolean }
  /** A guard rail holds it; a person decides in the panel. */
  | { readonly kind: 'held'; readonly batchId: number; readonly counts: ImportCounts; readonly risks: readonly ImportRisk[] }
  /** Another import is being written. */
  | { readonly kind: 'busy' }
  /** A full load without a single row, not declared as meant. */
  | { readonly kind: 'empty' }
  /** Bad rows, and none may be skipped. */
  | { readonly kind: 'bad_rows'; readonly batchId: number; readonly counts: ImportCounts };
