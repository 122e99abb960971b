import type { JudgedQuery } from './queries/generate.ts';

/** Which of the first ten answers was the first right one; null: none. */
export interface Judged {
  readonly query: JudgedQuery;
  /** From 0. */
  readonly rank: number | null;
}

/** How good answers are: means over queries, 0 to 1. */
export interface Figures {
  readonly queries: number;
  /** Mean reciprocal rank of the first right answer among ten. */
  readonly mrr: number;
  /** Queries whose first answer is right, and that have a right one among ten. */
  readonly recall1: number;
  readonly recall10: number;
}

/** Answers that count. */
export const DEPTH = 10;

/** Judges the skus that were answered, best first. */
export const judged = (query: JudgedQuery, answered: readonly string[]): Judged => {
  const rank = answered.slice(0, DEPTH).findIndex((sku) => query.relevant.includes(sku));
  return { query, rank: rank < 0 ? null : rank };
};

export const figuresOf = (all: readonly Judged[]): Figures => {
  const share = (worth: (rank: number) => number): number =>
    all.reduce((sum, { rank }) => sum + (rank === null ? 0 : worth(rank)), 0) / all.length;
  return {
    queries: all.length,
    mrr: share((rank) => 1 / (rank + 1)),
    recall1: share((rank) => (rank === 0 ? 1 : 0)),
    recall10: share(() => 1),
  };
};

/** The figures of every class, in the order of their first queries. */
export const figuresByClass = (all: readonly Judged[]): ReadonlyMap<string, Figures> => {
  const classes = [...new Set(all.map(({ query }) => query.class))];
  return new Map(classes.map((name) => [name, figuresOf(all.filter(({ query }) => query.class === name))]));
};
