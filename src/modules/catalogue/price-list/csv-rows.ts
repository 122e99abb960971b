import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, type Options, parse } from 'csv-parse';
import { parse as parseAtOnce } from 'csv-parse/sync';
import { SourceError } from '../draft.ts';
import { decoded } from './charset.ts';
import type { Charset, Separator } from './reading.ts';

/** Bytes that one row may have: a quote that is never closed must not swallow the file. */
const LONGEST_ROW = 1_000_000;

const GUARDED = /^'+[=+\-@\t\r＝＋－＠]/;

/** A row of a table: its line or row from 1, its cells as text. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A row, and how many bytes of the file are behind it, at least. */
export interface ReadTableRow extends TableRow {
  readonly bytes: number;
}

/**
 * The rows of a CSV file. Lines are those of the file: of a row with line breaks in quotes the first.
 * SourceError `table` with the line for a quote that is never closed.
 */
export async function* csvRows(
  path: string,
  { charset, separator }: { charset: Charset; separator: Separator },
): AsyncGenerator<ReadTableRow> {
  let bytes = 0;
  const texts = async function* () {
    for await (const piece of decoded(path, charset)) {
      yield piece.text;
      bytes = piece.bytes;
    }
  };
  const parser = parse(optionsFor(separator));
  const parsed = pipeline(Readable.from(texts()), parser).catch(() => undefined);
  let line = 1;
  try {
    for await (const cells of parser as AsyncIterable<readonly string[]>) {
      yield { line, cells: cells.map(unguarded), bytes };
      line += linesOf(cells);
    }
  } catch (error) {
    throw error instanceof CsvError ? new SourceError('table', 'a row has no end', { line }) : error;
  } finally {
    parser.destroy();
    await parsed;
  }
}

/** The whole rows at the beginning of a text, whatever its end is like; at most `limit`. */
export const firstRows = (text: string, separator: Separator, limit: number): readonly TableRow[] => {
  const rows: TableRow[] = [];
  let line = 1;
  const note = (cells: readonly string[]): null => {
    rows.push({ line, cells: cells.map(unguarded) });
    line += linesOf(cells);
    return null;
  };
  try {
    parseAtOnce(text, { ...optionsFor(separator), to: limit, on_record: note as () => null });
  } catch (error) {
    // The last row of a beginning may be cut in its quotes.
    if (!(error instanceof CsvError)) throw error;
  }
  return rows;
};

const optionsFor = (separator: Separator): Options => ({
  delimiter: separator,
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_quotes: true,
  relax_column_count: true,
  max_record_size: LONGEST_ROW,
});

/** Without the apostrophe that keeps spreadsheets from taking a cell for a formula: exports put it there. */
const unguarded = (cell: string): string => (GUARDED.test(cell) ? cell.slice(1) : cell);

const linesOf = (cells: readonly string[]): number => {
  let lines = 1;
  for (const cell of cells)
    if (cell.includes('\n') || cell.includes('\r')) lines += cell.match(/\r\n|\n|\r/g)?.length ?? 0;
  return lines;
};
