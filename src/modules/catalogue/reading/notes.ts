import { cleanText } from '#kernel/text.ts';
import type { ProblemReason, RowProblem } from '../draft.ts';
import { cutAt } from './words.ts';

/** Collects what is wrong with one row. */
export interface Notes {
  readonly error: (reason: ProblemReason, field?: string, value?: unknown) => void;
  readonly warn: (reason: ProblemReason, field?: string, value?: unknown) => void;
  /** All so far, under the sku of the row. */
  readonly all: (sku: string | undefined) => readonly RowProblem[];
}

const LONGEST_VALUE = 200;
/** Of one row: a thousand broken prices say no more than these. */
const MOST = 50;
const NONE: readonly RowProblem[] = [];

/** Notes for the row at `index`. */
export const createNotes = (index: number): Notes => {
  let problems: RowProblem[] | undefined;
  const note =
    (level: RowProblem['level']): Notes['warn'] =>
    (reason, field, value) => {
      problems ??= [];
      if (problems.length < MOST || level === 'error')
        problems.push({ index, level, reason, field, value: told(value) });
    };
  return {
    error: note('error'),
    warn: note('warning'),
    all: (sku) => problems?.map((problem) => ({ ...problem, sku })) ?? NONE,
  };
};

const told = (value: unknown): string | undefined => {
  if (value === undefined) return undefined;
  const text = typeof value === 'string' ? value : safely(value);
  return cutAt(cleanText(text.slice(0, LONGEST_VALUE * 2)), LONGEST_VALUE);
};

const safely = (value: unknown): string => {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return typeof value;
  }
};
