import type pg from 'pg';
import type { Judged } from '#test/search/figures.ts';
import type { ContenderName } from './contender.ts';
import type { SubjectOptions } from './subject.ts';

/** One contender at one size: what a process of its own is told. */
export interface Trial {
  readonly name: ContenderName;
  readonly subject: SubjectOptions;
  /** Products; null: the catalogue as it is, with the real phrases. */
  readonly size: number | null;
  readonly rounds: number;
  /** Asking ends after so many milliseconds. */
  readonly budgetMs: number;
  /** Where databases may be made. */
  readonly server: pg.ClientConfig;
}

/** What it came to. */
export interface Outcome {
  readonly name: ContenderName;
  readonly size: number | null;
  readonly products: number;
  readonly buildSeconds: number;
  /** Of the index: memory of the process, or its size in the database. */
  readonly megabytes: number;
  readonly judged: readonly Judged[];
  /** Of the real phrases. */
  readonly real: readonly Judged[];
  /** Queries there were to ask. */
  readonly queries: number;
  /** Milliseconds, ascending. */
  readonly latencies: readonly number[];
  readonly timeouts: number;
  /** Processes that wanted a core while it was asked, its own included: other work on the machine shows here. */
  readonly load: number;
}
