import { AppError } from '#kernel/errors.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { ListPage } from '#platform/http/list.ts';
import { type ChangeFilter, countChanges, pageOfChanges, readNames } from './change-rows.ts';
import { type BatchChange, categoriesIn, changeOf } from './changes.ts';
import {
  type BadRow,
  type BatchProblem,
  columnsOfBadRows,
  countProblems,
  type ProblemFilter,
  pageOfProblems,
  walkBadRows,
  walkProblems,
} from './problem-rows.ts';
import {
  type Batch,
  type BatchFilter,
  type BatchPaging,
  countBatches,
  findBatch,
  pageOfBatches,
} from './rows.ts';

/** Rows read at once when all are walked through. */
const AT_ONCE = 1_000;

/** Which page, where the order is given. */
interface Turn {
  readonly page: number;
  readonly size: number;
}

/** A skipped row with everything that is wrong with it. */
export interface MendableRow {
  readonly index: number;
  readonly problems: readonly BatchProblem[];
  readonly row: unknown;
}

export type BatchesRead = ReturnType<typeof createBatchesRead>;

/** Import batches as people look at them: what each did, to which goods, and what was wrong with its rows. */
export const createBatchesRead = ({ db }: { db: Database }) => {
  const page = async (by: Actor, filter: BatchFilter, paging: BatchPaging): Promise<ListPage<Batch>> => {
    assertMay(by, 'catalogue.read');
    const [items, total] = await Promise.all([pageOfBatches(db, filter, paging), countBatches(db, filter)]);
    return { items, total };
  };

  /** One batch with its samples; AppError `missing` when there is none. */
  const find = async (by: Actor, id: number): Promise<Batch> => {
    assertMay(by, 'catalogue.read');
    const batch = await findBatch(db, id);
    if (!batch) throw new AppError('missing', 'there is no such import');
    return batch;
  };

  /** What is wrong with rows of a batch, in the order of its source. */
  const problems = async (
    by: Actor,
    id: number,
    filter: ProblemFilter,
    turn: Turn,
  ): Promise<ListPage<BatchProblem>> => {
    await find(by, id);
    const [items, total] = await Promise.all([
      pageOfProblems(db, id, filter, turn),
      countProblems(db, id, filter),
    ]);
    return { items, total };
  };

  /** Everything that is wrong with rows of a batch. */
  const allProblems = async (
    by: Actor,
    id: number,
    filter: ProblemFilter,
  ): Promise<AsyncIterable<BatchProblem>> => {
    await find(by, id);
    return walk((after) => walkProblems(db, id, filter, { after, limit: AT_ONCE }));
  };

  /** The skipped rows of a batch as they came, and the names of their columns. */
  const badRows = async (
    by: Actor,
    id: number,
  ): Promise<{ readonly columns: readonly string[]; readonly rows: AsyncIterable<MendableRow> }> => {
    await find(by, id);
    return {
      columns: await columnsOfBadRows(db, id),
      rows: together(walk((after) => walkBadRows(db, id, { after, limit: AT_ONCE }))),
    };
  };

  /** What a batch did to goods, field by field. */
  const changes = async (
    by: Actor,
    id: number,
    filter: ChangeFilter,
    turn: Turn,
  ): Promise<ListPage<BatchChange>> => {
    const { status } = await find(by, id);
    const [rows, total] = await Promise.all([
      pageOfChanges(db, id, filter, turn),
      countChanges(db, id, filter),
    ]);
    const names = await readNames(db, [...new Set(rows.flatMap(categoriesIn))]);
    return { items: rows.map((row) => changeOf(row, status === 'undone', names)), total };
  };

  return { page, find, problems, allProblems, badRows, changes };
};

async function* walk<Row extends { readonly seq: number }>(
  next: (after: number) => Promise<readonly Row[]>,
): AsyncGenerator<Row> {
  for (let after = -1; ; ) {
    const rows = await next(after);
    yield* rows;
    after = rows.at(-1)?.seq ?? after;
    if (rows.length < AT_ONCE) return;
  }
}

/** One row per place in the source, however much is wrong with it: problems are stored in the order of places. */
async function* together(rows: AsyncIterable<BadRow>): AsyncGenerator<MendableRow> {
  let open: { index: number; problems: BatchProblem[]; row: unknown } | undefined;
  for await (const { row, ...problem } of rows) {
    if (open?.index === problem.index) open.problems.push(problem);
    else {
      if (open) yield open;
      open = { index: problem.index, problems: [problem], row };
    }
  }
  if (open) yield open;
}
