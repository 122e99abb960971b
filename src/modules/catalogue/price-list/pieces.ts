import { type LoadHead, type ReadRow, SourceError, type SourcePiece } from '../draft.ts';
import { lacking } from './columns.ts';
import type { ReadTableRow } from './csv-rows.ts';
import type { TableReading } from './reading.ts';
import { createRowReader } from './row-reader.ts';

/** Rows that are handed over together. */
const AT_ONCE = 500;

/** Rows of a table as pieces of a source. SourceError `table` when no column is the article or the title. */
export async function* readPieces(
  rows: AsyncIterable<ReadTableRow>,
  reading: TableReading,
): AsyncGenerator<SourcePiece, LoadHead> {
  const missing = lacking(reading.mapping);
  if (missing.length > 0)
    throw new SourceError('table', 'columns are missing', { why: 'columns', columns: missing.join(', ') });
  const readRow = createRowReader(reading);
  let piece: ReadRow[] = [];
  let bytes = 0;
  for await (const row of rows) {
    bytes = row.bytes;
    const read = readRow(row);
    if (read) piece.push(read);
    if (piece.length < AT_ONCE) continue;
    yield { rows: piece, bytes };
    piece = [];
  }
  if (piece.length > 0) yield { rows: piece, bytes };
  return { full: reading.fullLoad ?? false, allowEmpty: false };
}
