import { AppError } from '#kernel/errors.ts';
import type { Clock } from '#kernel/time.ts';
import type { Database } from '#platform/db/database.ts';
import type { Log } from '#platform/log/log.ts';
import type {
  FoundProduct,
  IndexAnswer,
  IndexHit,
  Search,
  SearchIndex,
  SearchPage,
  SearchWish,
} from '../contract.ts';
import { createJournal } from '../journal/journal.ts';
import { marksOf } from '../text/marks.ts';
import { pinKeysOf } from './pins.ts';
import { queryText } from './query-text.ts';
import { type FoundRow, type FoundRows, readFound } from './rows.ts';
import { createSimilar } from './similar.ts';
import { understood } from './understood.ts';

/** Hits by words: nobody turns pages for longer, and to rank and explain a thousand would take all of them time. */
export const HITS = 200;

/**
 * Search over an index and the goods as they are now: whose sku or barcode the text is stands first, then what the index
 * found, those in stock first among equals. While the index is down skus and barcodes are found all the same.
 */
export const createSearch = (deps: { db: Database; index: SearchIndex; clock: Clock; log: Log }): Search => {
  const { db, index } = deps;
  const journal = createJournal(deps);

  const find = async (wish: SearchWish): Promise<SearchPage> => {
    const text = queryText(wish.text);
    if (text === '') return NOTHING;
    const withHidden = wish.withHidden ?? false;
    const asked = await ask(index, text, withHidden);
    const answer = asked instanceof AppError ? SILENCE : asked;
    const pins = pinKeysOf(text);
    const page = counted(wish.page);
    const size = counted(wish.size);
    const found = await readFound(db, { hits: answer.hits, pins, page, size, withHidden });
    if (asked instanceof AppError && found.named.length === 0) throw asked;
    const shown = pageOf({ text, answer, found, size });
    const { note } = wish;
    if (!note || page > 1 || shown.empty) return shown;
    const { total, corrected } = shown;
    const whole = found.named.length > 0 || answer.hits.some(({ missed }) => missed.length === 0);
    return { ...shown, searchId: await journal.note({ ...note, text, found: total, whole, corrected }) };
  };

  return {
    find,
    similar: createSimilar({ db, index }),
    chose: (searchId, productId, position) => journal.chose(searchId, productId, position),
  };
};

/** The error instead of an answer while nothing can answer. */
const ask = async (
  index: SearchIndex,
  text: string,
  withHidden: boolean,
): Promise<IndexAnswer | AppError> => {
  try {
    // As many whatever the page: pages are cut from one order.
    return await index.search({ text, limit: HITS, withHidden });
  } catch (error) {
    if (error instanceof AppError && error.code === 'unavailable') return error;
    throw error;
  }
};

const pageOf = ({
  text,
  answer,
  found: { rows, total, named, page },
  size,
}: {
  text: string;
  answer: IndexAnswer;
  found: FoundRows;
  size: number;
}): SearchPage => {
  const hits = new Map(answer.hits.map((hit) => [hit.productId, hit]));
  const terms = new Set(answer.terms);
  const items = rows.map((row) => foundProduct(row, hits.get(row.id), terms));
  return {
    items,
    page,
    pages: Math.max(1, Math.ceil(total / size)),
    total,
    more: answer.hits.length >= HITS,
    searchId: null,
    ...understood(text, answer, named),
  };
};

/** A product with what the index said of it; without a hit its sku or barcode was what was looked for. */
const foundProduct = (row: FoundRow, hit: IndexHit | undefined, terms: ReadonlySet<string>): FoundProduct => {
  const isPinned = row.by !== 'words';
  return {
    ...row,
    share: isPinned ? 1 : (hit?.share ?? 0),
    coverage: isPinned ? 1 : (hit?.coverage ?? 0),
    marks: hit ? marksOf(row.title, terms) : [],
    matches: hit?.matches ?? [],
    missed: isPinned ? [] : (hit?.missed ?? []),
  };
};

/** Past every end, and an integer for SQL. */
const LARGEST = 1_000_000;
const counted = (wanted = 1): number =>
  Number.isFinite(wanted) ? Math.min(Math.max(Math.trunc(wanted), 1), LARGEST) : 1;

/** While the index is down. */
const SILENCE: IndexAnswer = {
  hits: [],
  corrected: null,
  unknown: [],
  empty: false,
  unsure: true,
  terms: [],
};

const NOTHING: SearchPage = {
  items: [],
  page: 1,
  pages: 1,
  total: 0,
  more: false,
  corrected: null,
  unknown: [],
  empty: true,
  unsure: false,
  searchId: null,
};
