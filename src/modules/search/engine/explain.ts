import type { IndexHit, WordMatch } from '../contract.ts';
import { MEANINGFUL } from '../text/word-tokens.ts';
import { createAssignment, MOST_TERMS } from './assignment.ts';
import type { Candidate } from './candidates.ts';
import type { Lexicon } from './lexicon.ts';
import type { Plan } from './plan.ts';
import { SURE, type WeighedGroup } from './weigh.ts';

/** Why a document fits. */
export interface Explanation extends Pick<IndexHit, 'coverage' | 'matches' | 'missed'> {
  /** Those that matched. */
  readonly terms: readonly number[];
  /** A word that says what is wanted is missing. */
  readonly lacksType: boolean;
  /** None is, and one is met for sure. */
  readonly hasType: boolean;
  /** A typed number is missing. */
  readonly lacksNumber: boolean;
}

/** Explains documents as the ranker scores them. */
export type Explainer = (terms: ArrayLike<number>, length: number) => Explanation;

/** A typed word or number that says something, and what part of it a document has. */
interface Need {
  readonly group: WeighedGroup;
  readonly similarity: number;
}

interface Meeting {
  readonly group: WeighedGroup;
  readonly candidate: Candidate;
}

const isTyped = ({ kind, optional, token }: WeighedGroup): boolean =>
  (kind === 'word' || kind === 'number') && !optional && token.weight > MEANINGFUL;

/** Pieces of a code that was met are met with it. */
const needOf = (group: WeighedGroup, meetings: readonly Meeting[]): Need => {
  const own = meetings.find((meeting) => meeting.group === group)?.candidate.similarity ?? 0;
  const ofCode = meetings
    .filter((meeting) => meeting.group.kind === 'code' && meeting.group.typed.includes(group.typed))
    .map(({ candidate }) => candidate.similarity);
  return { group, similarity: Math.max(own, ...ofCode) };
};

/** Unknown words weigh as much as the others on the average. */
const coverageOf = (needs: readonly Need[], unknown: number): number => {
  const all = needs.reduce((sum, { group }) => sum + group.weight, 0);
  const covered = needs.reduce((sum, { group, similarity }) => sum + group.weight * similarity, 0);
  const whole = needs.length === 0 ? 0 : all * (1 + unknown / needs.length);
  return whole === 0 ? 1 : Math.min(1, covered / whole);
};

export const createExplainer = (lexicon: Lexicon, plan: Plan): Explainer => {
  const { groups, unknown, decisive } = plan;
  const assignment = createAssignment(groups);

  const matchOf = ({ group, candidate }: Meeting): WordMatch => ({
    typed: group.typed,
    found: candidate.found ?? lexicon.surfaceOf(candidate.form),
    kind: candidate.kind,
    similarity: candidate.similarity,
    weight: group.weight,
  });

  return (terms, size) => {
    assignment.assign(terms, Math.min(size, MOST_TERMS));
    const meetings = groups.flatMap((group, at): Meeting[] => {
      const candidate = assignment.candidateOf(at);
      return candidate === null ? [] : [{ group, candidate }];
    });
    const needs = groups.filter(isTyped).map((group) => needOf(group, meetings));
    const missing = needs.filter(({ similarity }) => similarity === 0).map(({ group }) => group);
    const isDecisive = (typed: string): boolean => decisive.has(typed);
    const missed = [...new Set([...missing.map(({ typed }) => typed), ...unknown])];
    return {
      coverage: coverageOf(needs, unknown.length),
      matches: meetings.map(matchOf),
      missed,
      terms: meetings.flatMap(({ candidate }) => [candidate.term, ...(candidate.together ?? [])]),
      lacksType: missed.some(isDecisive),
      hasType:
        !missed.some(isDecisive) &&
        needs.some(({ group, similarity }) => isDecisive(group.typed) && similarity >= SURE),
      lacksNumber: missing.some(({ kind }) => kind === 'number'),
    };
  };
};
