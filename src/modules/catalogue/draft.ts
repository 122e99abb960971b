/** A step of a category path from the root: a name, and the id of the group in 1C where it is sent. */
export interface CategoryStep {
  readonly title: string;
  readonly id?: string | undefined;
  readonly titleLat?: string | undefined;
}

/**
 * One product as a source tells it, checked and normalised. An absent field is unknown: it keeps what is stored.
 * Money and quantities are exact decimals as text, e.g. `1234.50`.
 */
export interface ProductDraft {
  /** Up to 128 characters, trimmed, inner spaces collapsed. */
  readonly sku: string;
  /** The sku as searches compare it: see `normalSku`. */
  readonly skuNormal: string;
  /** The id in 1C in small letters: where it is sent it is the identity, and the sku may change. */
  readonly guid?: string | undefined;
  /** Up to 255 characters; absent only for a product that the source deleted. */
  readonly title?: string | undefined;
  readonly titleLat?: string | undefined;
  /** From the root. Empty: «without category»; the id of a last step without a title refers to a known group. */
  readonly category?: readonly CategoryStep[] | undefined;
  /** Plain text; empty clears. */
  readonly description?: string | undefined;
  readonly unit?: string | undefined;
  readonly barcode?: string | undefined;
  readonly packQty?: string | undefined;
  /** Of the usual price type, two decimals. */
  readonly price?: string | undefined;
  /** Of further price types, by their names. */
  readonly prices?: Readonly<Record<string, string>> | undefined;
  /** Of all warehouses, up to three decimals, may be below zero. */
  readonly stockQty?: string | undefined;
  /** By names of warehouses; replaces what was known of all of them. */
  readonly stocks?: Readonly<Record<string, string>> | undefined;
  /** Addresses of pictures, the main one first; an absent list never clears. */
  readonly images?: readonly string[] | undefined;
  /** The source deleted the product. */
  readonly deleted: boolean;
}

/** Something wrong with a row: an error skips the row, a warning does not. */
export interface RowProblem {
  /** Place in the body from 0; in files the line from 1. */
  readonly index: number;
  readonly level: 'error' | 'warning';
  readonly sku?: string | undefined;
  readonly field?: string | undefined;
  readonly reason: ProblemReason;
  /** What was sent, cut to 200 characters. */
  readonly value?: string | undefined;
}

/** Machine words of what can be wrong with a row. */
export const PROBLEM_REASONS = [
  'not_an_object',
  'sku_missing',
  'sku_too_long',
  'title_missing',
  'title_cut',
  'number_expected',
  'number_too_large',
  'number_rounded',
  'negative_price',
  'duplicate',
  'ambiguous_sku',
  'sku_of_another',
  'unknown_category',
  'category_too_deep',
  'text_cut',
  'bad_image',
  'too_few_cells',
  'pages_missing',
] as const;
export type ProblemReason = (typeof PROBLEM_REASONS)[number];

/** What reading one row of a source gave; `raw` is the row itself, kept when it is skipped. */
export interface ReadRow {
  readonly index: number;
  readonly draft?: ProductDraft | undefined;
  readonly problems: readonly RowProblem[];
  readonly raw?: unknown;
}

/** What a source says about the whole load. */
export interface LoadHead {
  /** The load is the whole catalogue: what it lacks is hidden. */
  readonly full: boolean;
  /** An empty whole load is meant so. */
  readonly allowEmpty: boolean;
  /** Pages of one load. */
  readonly page?: number | undefined;
  readonly pages?: number | undefined;
  readonly sessionId?: string | undefined;
}

/**
 * A reader of a source file: rows as they come, and at the end what the source says about the load. It runs in
 * a thread of its own. Throws SourceError for a source that cannot be read.
 */
export type ReadSource = (source: {
  /** Path of the file with the content as it came, inflated. */
  readonly path: string;
  /** What the reader needs to know; its own shape. */
  readonly options: unknown;
}) => AsyncGenerator<SourcePiece, LoadHead>;

/** Rows read together, and how many bytes of the file are behind them. */
export interface SourcePiece {
  readonly rows: readonly ReadRow[];
  readonly bytes: number;
}

/** A source that cannot be read at all; `code` and `details` survive the way out of the thread. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  /** `syntax` with position and context; `shape`: not a list of goods; `charset`, `table`: no such columns. */
  readonly code: 'syntax' | 'shape' | 'charset' | 'table' | 'too_large';
  readonly details: Readonly<Record<string, string | number>>;

  constructor(code: SourceError['code'], message: string, details: SourceError['details'] = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}
