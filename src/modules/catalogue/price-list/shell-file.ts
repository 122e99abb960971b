import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ImportFile } from '../import/contract.ts';
import { lacking, plainName } from './columns.ts';
import { type Decided, detectTable, type Table } from './detect.ts';
import { hashOf } from './file-hash.ts';
import { type Format, formatOf } from './format.ts';
import { Mapping } from './reading.ts';

/** A file of this machine, looked at and ready to be imported. */
export interface ShellFile {
  readonly file: ImportFile;
  /** Absent: JSON. */
  readonly table?: Table | undefined;
  /** Fields without a column, and columns asked for that are not there: it cannot be read so. */
  readonly lacking: readonly string[];
}

/**
 * Looks at a file for an import from the shell. `map` names columns by field: a name as it stands in the table, or a
 * number from 1. SourceError for what cannot be read.
 */
export const openFile = async (
  path: string,
  decided: Decided,
  map: Readonly<Record<string, string>> = {},
): Promise<ShellFile> => {
  const { size } = await stat(path);
  const format = await formatOf(path);
  const hash = await hashOf(path);
  const base = { path, bytes: size, format, hash, name: basename(path) };
  if (format === 'json')
    return { file: { ...base, reading: decided.charset ? { charset: decided.charset } : {} }, lacking: [] };
  const { table, unknown } = await mapped(path, format, decided, map);
  return {
    file: { ...base, reading: table.reading },
    table,
    lacking: [...unknown, ...lacking(table.reading.mapping)],
  };
};

const mapped = async (
  path: string,
  format: Exclude<Format, 'json'>,
  decided: Decided,
  map: Readonly<Record<string, string>>,
): Promise<{ table: Table; unknown: readonly string[] }> => {
  const names = Object.values(map).filter((name) => !/^\s*\d+\s*$/.test(name));
  const table = await detectTable(path, format, { ...decided, names });
  if (Object.keys(map).length === 0) return { table, unknown: [] };
  const unknown: string[] = [];
  const mapping: Record<string, number> = {};
  const columns = Object.entries(map).map(([field, name]) => ({
    field,
    name,
    column: columnOf(table, name),
  }));
  for (const { name, column } of columns) if (column === undefined) unknown.push(name);
  const taken = new Set(columns.map(({ column }) => column));
  for (const [field, column] of Object.entries(table.reading.mapping))
    if (!taken.has(column)) mapping[field] = column;
  for (const { field, column } of columns) if (column !== undefined) mapping[field] = column;
  const wanted = { ...table.reading, ...decided, mapping: Mapping.parse(mapping) };
  return { table: await detectTable(path, format, { ...wanted, groupRows: undefined }), unknown };
};

const columnOf = ({ columns }: Table, name: string): number | undefined =>
  columns.find((column) => column.name !== '' && plainName(column.name) === plainName(name))?.index ??
  columns.find(({ index }) => String(index + 1) === name.trim())?.index;
