import type { ReadSource } from '../draft.ts';
import { readPieces } from './pieces.ts';
import { TableReading } from './reading.ts';
import { sheetRows } from './sheet-rows.ts';

/** Reads a price list in a workbook by a TableReading; rows count from 1, as spreadsheets show them. */
export const read: ReadSource = ({ path, options }) => {
  const reading = TableReading.parse(options);
  return readPieces(sheetRows(path, reading.sheet), reading);
};
