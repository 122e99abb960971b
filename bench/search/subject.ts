import { type Item, syntheticCatalogue } from '#test/search/catalogue/catalogue.ts';
import { readCatalogue } from '#test/search/catalogue-file.ts';
import { grown } from '#test/search/growth.ts';
import { generateQueries, type JudgedQuery } from '#test/search/queries/generate.ts';
import { readQueries } from '#test/search/queries/query-file.ts';

/** What is searched and asked, as the command line says it. */
export interface SubjectOptions {
  /** A CSV; the synthetic catalogue without one. */
  readonly catalogue: string | undefined;
  /** A JSONL of queries; generated ones without it. */
  readonly queries: string | undefined;
  /** A JSONL of phrases with many right answers each, asked of the catalogue as it is only. */
  readonly real: string | undefined;
  readonly seed: number;
  readonly perClass: number;
}

/** Goods and judged queries. */
export interface Subject {
  readonly items: readonly Item[];
  readonly queries: readonly JudgedQuery[];
  readonly real: readonly JudgedQuery[];
  /** Streams so many goods: the catalogue, then near-duplicates that answer no query. */
  goods(size: number): Iterable<Item>;
}

export const openSubject = ({ catalogue, queries, real, seed, perClass }: SubjectOptions): Subject => {
  const items = catalogue === undefined ? syntheticCatalogue(seed) : readCatalogue(catalogue);
  const asked = queries === undefined ? generateQueries(items, { seed, perClass }) : readQueries(queries);
  // Words of one's own must do where a file does not tell those of the title.
  const kept = asked.map(({ base, text }) => ({ base: base.length > 0 ? base : [text] }));
  return {
    items,
    queries: byTurns(asked),
    real: real === undefined ? [] : readQueries(real),
    goods: (size) => {
      if (size < items.length) throw new Error(`the catalogue has ${items.length} products already`);
      return grown(items, size, { seed, queries: kept });
    },
  };
};

/** The first of every class, then the second: whoever runs out of time has answered some of each. */
const byTurns = (queries: readonly JudgedQuery[]): JudgedQuery[] => {
  const seen = new Map<string, number>();
  const turns = queries.map((query) => {
    const turn = seen.get(query.class) ?? 0;
    seen.set(query.class, turn + 1);
    return { query, turn };
  });
  return turns.toSorted((a, b) => a.turn - b.turn).map(({ query }) => query);
};
