import type { ReadSource } from '../draft.ts';
import { csvRows } from './csv-rows.ts';
import { readPieces } from './pieces.ts';
import { TableReading } from './reading.ts';

/** Reads a price list in CSV by a TableReading; lines count from 1. */
export const read: ReadSource = ({ path, options }) => {
  const reading = TableReading.parse(options);
  const { charset = 'utf-8', separator = ';' } = reading;
  return readPieces(csvRows(path, { charset, separator }), reading);
};
