import { SourceError } from '../draft.ts';
import { charsetOf, decoded } from './charset.ts';
import { csvRows } from './csv-rows.ts';
import { detectTable } from './detect.ts';
import { formatOf } from './format.ts';
import { sheetRows } from './sheet-rows.ts';
import { type ZipEntry, zipEntries } from './zip.ts';

/** Characters that are read: what people send by hand is shorter. */
const LONGEST = 2_000_000;
/** Rows that are read. */
const MOST_ROWS = 20_000;
/** Bytes of a workbook that is sent by hand, unpacked, and of its table of texts, which is read whole before any row. */
const LARGEST_BOOK = 40 * 1024 ** 2;
const LARGEST_TEXTS = 4 * 1024 ** 2;

/**
 * The rows of a table as text: a line each, tabs between the cells, in the sheet that looks most like goods. SourceError for
 * what is no table, `too_large` for a workbook that would keep everybody else waiting.
 */
export const tableText = async (path: string): Promise<string> => {
  const format = await formatOf(path);
  if (format === 'json') throw new SourceError('table', 'this is no table', { why: 'format' });
  if (format === 'xlsx') await assertSmall(path);
  const { reading } = await detectTable(path, format);
  const { charset = 'utf-8', separator = ';', sheet } = reading;
  const rows = format === 'csv' ? csvRows(path, { charset, separator }) : sheetRows(path, sheet);
  const lines: string[] = [];
  let length = 0;
  for await (const { cells } of rows) {
    const line = cells.map((cell) => cell.replace(/\s+/g, ' ').trim()).join('\t');
    length += line.length + 1;
    if (length > LONGEST || lines.push(line) >= MOST_ROWS) break;
  }
  return lines.join('\n');
};

/** The text of a text file, whatever its encoding; its beginning when it is long. SourceError for what is no text. */
export const plainText = async (path: string): Promise<string> => {
  const pieces: string[] = [];
  let length = 0;
  for await (const { text } of decoded(path, await charsetOf(path))) {
    pieces.push(text);
    length += text.length;
    if (length > LONGEST) break;
  }
  return pieces.join('').slice(0, LONGEST);
};

/** What a book says of itself is enough: its reader refuses one that lies. */
const assertSmall = async (path: string): Promise<void> => {
  const entries = await zipEntries(path);
  const texts = entries.filter(({ name }) => /sharedStrings\.xml$/i.test(name));
  if (bytesOf(entries) > LARGEST_BOOK || bytesOf(texts) > LARGEST_TEXTS)
    throw new SourceError('too_large', 'this workbook is too large unpacked');
};

const bytesOf = (entries: readonly ZipEntry[]): number =>
  entries.reduce((bytes, { unpacked }) => bytes + unpacked, 0);
