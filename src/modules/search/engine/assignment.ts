import type { Candidate } from './candidates.ts';
import type { WeighedGroup } from './weigh.ts';

/**
 * Which term of a document meets which group of a query. The heaviest groups choose first, each its surest
 * candidate; a place of the document is taken once. One is reused for all documents of a query.
 */
export interface Assignment {
  /** A document is the numbers of its terms, in order. */
  assign(terms: ArrayLike<number>, length: number): void;
  /** By what the group was met; null where it was not. */
  candidateOf(group: number): Candidate | null;
  /** Where the group was met; -1 where it was not. */
  placeOf(group: number): number;
  isTaken(place: number): boolean;
}

/** Terms of a document that count. */
export const MOST_TERMS = 512;

export const createAssignment = (groups: readonly WeighedGroup[]): Assignment => {
  /** For each group, how sure it is of a term: the order of its candidates. */
  const orders = groups.map(({ candidates }) => new Map(candidates.map(({ term }, order) => [term, order])));
  const wanted = new Set(groups.flatMap(({ candidates }) => candidates.map(({ term }) => term)));
  const taken = new Uint8Array(MOST_TERMS);
  const found = new Int32Array(MOST_TERMS);
  const places = new Int32Array(groups.length);
  const met: (Candidate | null)[] = groups.map(() => null);

  const has = (terms: ArrayLike<number>, length: number, term: number): boolean => {
    for (let at = 0; at < length; at++) if (terms[at] === term) return true;
    return false;
  };

  const meet = (group: number, terms: ArrayLike<number>, length: number, count: number): void => {
    const candidates = groups[group]?.candidates ?? [];
    const order = orders[group];
    let best = candidates.length;
    met[group] = null;
    places[group] = -1;
    for (let at = 0; at < count; at++) {
      const place = found[at] as number;
      const rank = order?.get(terms[place] as number) ?? best;
      if (rank >= best) continue;
      const candidate = candidates[rank] as Candidate;
      if (taken[place] === 1 && candidate.shared !== true) continue;
      if (candidate.together?.some((term) => !has(terms, length, term))) continue;
      best = rank;
      met[group] = candidate;
      places[group] = place;
    }
    const place = places[group] as number;
    if (place >= 0) taken[place] = 1;
  };

  return {
    assign: (terms, length) => {
      taken.fill(0, 0, length);
      let count = 0;
      for (let place = 0; place < length; place++) {
        if (wanted.has(terms[place] as number)) found[count++] = place;
      }
      for (let group = 0; group < groups.length; group++) meet(group, terms, length, count);
    },
    candidateOf: (group) => met[group] ?? null,
    placeOf: (group) => places[group] ?? -1,
    isTaken: (place) => taken[place] === 1,
  };
};
