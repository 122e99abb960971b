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
  /** Hears how far it is, often. */
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
}

/** How far a running import is: the share of a phase from 0 to 1. */
export interface ImportProgress {
  readonly phase: 'reading' | 'comparing' | 'writing';
  readonly share: number;
}

/**
 * `import_changes.before`: the fields a batch changed, as they were; numbers as decimals in text. What undoing
 * puts back. Absent fields did not change.
 */
export interface ProductBefore {
  readonly sku?: string;
  readonly sku_normal?: string;
  readonly guid?: string | null;
  readonly category_id?: number | null;
  readonly title?: string;
  readonly title_lat?: string | null;
  readonly description?: string;
  readonly unit?: string | null;
  readonly barcode?: string | null;
  readonly pack_qty?: string | null;
  readonly price?: string | null;
  readonly stock_qty?: string;
  readonly withdrawn?: boolean;
  /** By id of the price type; null: there was none. Only those that changed. */
  readonly prices?: Readonly<Record<string, string | null>>;
  /** By id of the warehouse, all there were. */
  readonly stocks?: Readonly<Record<string, string>>;
  /** The rows of all imported pictures there were. */
  readonly images?: readonly Readonly<Record<string, unknown>>[];
  /** What the product knew of its last import; nothing for people. */
  readonly meta: {
    readonly content_hash: string | null;
    readonly changed_batch: number | null;
    readonly changed_at: string;
  };
}

/** `import_batches.preview`: samples of what a load would do, each cut to a hundred. */
export interface ImportPreview {
  readonly new: readonly {
    readonly sku: string;
    readonly title: string;
    readonly price: string | null;
    readonly stock_qty: string;
  }[];
  readonly changed: readonly {
    readonly product_id: number;
    readonly sku: string;
    readonly title: string;
    /** Exact decimals as text; prices and stocks by their names. */
    readonly fields: Readonly<Record<string, { readonly before: unknown; readonly after: unknown }>>;
  }[];
  readonly hidden: readonly { readonly product_id: number; readonly sku: string; readonly title: string }[];
  /** Prices that move by more than half of the old one. */
  readonly jumps: readonly {
    readonly product_id: number;
    readonly sku: string;
    readonly title: string;
    readonly before: string;
    readonly after: string;
  }[];
}

/** How an import ended. `repeat`: the same body as the last one, nothing was done. */
export type ImportEnd =
  | {
      readonly kind: 'done';
      readonly batchId: number;
      readonly counts: ImportCounts;
      readonly repeat: boolean;
    }
  /** A guard rail holds it; a person decides in the panel. */
  | {
      readonly kind: 'held';
      readonly batchId: number;
      readonly counts: ImportCounts;
      readonly risks: readonly ImportRisk[];
    }
  /** Another import is being written. */
  | { readonly kind: 'busy' }
  /** A full load without a single row, not declared as meant. */
  | { readonly kind: 'empty' }
  /** Bad rows, and none may be skipped. */
  | { readonly kind: 'bad_rows'; readonly batchId: number; readonly counts: ImportCounts };
