import { sql } from 'kysely';
import type { Database, Tx } from '#platform/db/database.ts';
import { createLexicon, type Lexicon } from '../engine/lexicon.ts';
import { inSnapshot, isNew, type Position, readPosition } from '../replica/feed.ts';
import { inPieces } from '../replica/products.ts';
import { inSlices } from '../replica/slices.ts';
import { TERM_KINDS } from '../text/token.ts';
import { readSize, type StoredSize } from './size.ts';

/**
 * Milliseconds for which a count of the catalogue is good enough: while the posting lists are being filled, or are
 * short, and later.
 */
const COUNTED_FOR_MS = { filling: 1_000, filled: 30_000 };
const SHORT = 50_000;
/** Counted at once when this part of the catalogue came or went, as its opening words tell: what words weigh hangs on it. */
const GROWN = 0.1;

/** The lexicon of the posting lists, able to follow them. */
export interface StoredVocabulary {
  readonly lexicon: Lexicon;
  size(): StoredSize;
  /** Takes over what was written since. `lost`: that cannot be told any more, read another one. */
  catchUp(signal: AbortSignal): Promise<'current' | 'lost'>;
}

interface TermRow {
  readonly term: number;
  readonly kind: string;
  readonly documents: number;
  readonly heads: number;
}

interface WordRow {
  readonly id: number;
  readonly form: string;
  readonly term: number;
  readonly surface: string;
  readonly abbreviated: boolean;
  readonly documents: number;
}

/** Reads all terms and words; queries of this thread are answered in between. */
export const readVocabulary = async (db: Database, signal: AbortSignal): Promise<StoredVocabulary> => {
  const lexicon = createLexicon();
  /** What each row of words counted when it was read last. */
  const counted = new Map<number, number>();
  let size: StoredSize = { documents: 0, visible: 0, products: 0 };
  let sizedAt = Number.NEGATIVE_INFINITY;
  /** Titles that came or went since, at least. */
  let moved = 0;
  let position: Position = '';

  const takeTerm = ({ term, kind, documents, heads }: TermRow): void => {
    const known = TERM_KINDS.find((one) => one === kind);
    if (!known) return;
    const number = lexicon.ensureTerm(term, known);
    lexicon.countTerm(number, documents - lexicon.frequencyOf(number));
    moved += Math.abs(heads - lexicon.headsOf(number));
    lexicon.countHead(number, heads - lexicon.headsOf(number));
  };

  const takeWord = ({ id, form, term, surface, abbreviated, documents }: WordRow): void => {
    const number = lexicon.ensureForm(form, lexicon.ensureTerm(term, 'word'), surface);
    lexicon.countForm(number, documents - (counted.get(id) ?? 0), abbreviated);
    lexicon.linkContextOfForm(number);
    counted.set(id, documents);
  };

  const takeSize = async (tx: Tx): Promise<void> => {
    const next = await readSize(tx);
    lexicon.countDocuments(next.visible - lexicon.documents);
    size = next;
    sizedAt = performance.now();
    moved = 0;
  };

  const isStale = (): boolean => {
    if (moved > size.visible * GROWN) return true;
    const { filling, filled } = COUNTED_FOR_MS;
    const isFilling = size.documents < size.products || size.products < SHORT;
    return performance.now() - sizedAt > (isFilling ? filling : filled);
  };

  /** Terms first: words lead to them. Words before the look of words, as titles have them: among equals the first counts. */
  const take = async (tx: Tx, since: Position | undefined): Promise<void> => {
    const wanted = since === undefined ? sql`true` : isNew('r.search_xid', since);
    const terms = sql<TermRow>`
      select term, kind, documents, heads from search_terms r where ${wanted} order by kind <> 'word', term`;
    for await (const piece of inPieces(tx, terms)) await inSlices(piece, takeTerm, signal);
    const words = sql<WordRow>`
      select id, form, term, surface, abbreviated, documents from search_words r where ${wanted}`;
    for await (const piece of inPieces(tx, words)) await inSlices(piece, takeWord, signal);
  };

  await inSnapshot(db, async (tx) => {
    position = (await readPosition(tx)).position;
    await take(tx, undefined);
    await takeSize(tx);
  });

  const catchUp = (): Promise<'current' | 'lost'> =>
    inSnapshot(db, async (tx) => {
      const next = await readPosition(tx, position);
      if (next.rewound) return 'lost';
      await take(tx, position);
      if (isStale()) await takeSize(tx);
      position = next.position;
      return 'current';
    });

  return { lexicon, size: () => size, catchUp };
};
