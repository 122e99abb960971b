import { sql } from 'kysely';
import { cleanText } from '#kernel/text.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { RowProblem } from '../draft.ts';

/** A problem with the row it is about as JSON text, where the row was skipped. */
export interface NotedProblem extends RowProblem {
  readonly row?: string | undefined;
}

/** Problems kept of one batch; all are counted. */
export const MOST_PROBLEMS = 10_000;
/** Problems written with one statement. */
const AT_ONCE = 1_000;

/** A row as JSON that PostgreSQL takes: without NUL and lone surrogates. */
export const rowText = (row: unknown): string => JSON.stringify(cleaned(row) ?? null);

const cleaned = (value: unknown): unknown => {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [cleanText(name), cleaned(inner)]));
};

/** Replaces what is known to be wrong with the rows of a batch: errors before warnings, where not all are kept. */
export const storeProblems = async (
  db: Database | Tx,
  batchId: number,
  problems: readonly NotedProblem[],
): Promise<void> => {
  await db.deleteFrom('import_problems').where('batch_id', '=', batchId).execute();
  const told = (wanted: NotedProblem['level']) => problems.filter(({ level }) => level === wanted);
  const kept = [...told('error'), ...told('warning')].slice(0, MOST_PROBLEMS);
  const ordered = kept.sort((a, b) => a.index - b.index);
  for (let at = 0; at < ordered.length; at += AT_ONCE) {
    const some = ordered.slice(at, at + AT_ONCE);
    const texts = (pick: (problem: NotedProblem) => string | undefined) =>
      some.map((problem) => {
        const text = pick(problem);
        return text === undefined ? null : cleanText(text);
      });
    await sql`
      insert into import_problems (batch_id, seq, index, level, sku, field, reason, value, row)
      select ${batchId}, ${at} + ordinality, index, level, sku, field, reason, value, row::jsonb
      from unnest(${some.map(({ index }) => index)}::integer[], ${texts(({ level }) => level)}::text[],
                  ${texts(({ sku }) => sku)}::text[], ${texts(({ field }) => field)}::text[],
                  ${texts(({ reason }) => reason)}::text[], ${texts(({ value }) => value)}::text[],
                  ${some.map(({ row }) => row ?? null)}::text[])
        with ordinality as p (index, level, sku, field, reason, value, row, ordinality)
    `.execute(db);
  }
};
