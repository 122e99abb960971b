import { openAsBlob } from 'node:fs';
import { readXlsx, streamXlsxRows } from 'hucre/xlsx';
import { SourceError } from '../draft.ts';
import type { ReadTableRow } from './csv-rows.ts';
import { zipEntries } from './zip.ts';

/** Bytes that a workbook may have unpacked, and its table of texts, which is kept in memory. */
const LARGEST_BOOK = 2 * 1024 ** 3 - 1;
const LARGEST_TEXTS = 128 * 1024 ** 2;
/** What packs better than this is made to. */
const TIGHTEST = 400;
/** Packed bytes of a usual row: a sheet does not say how much of it was read. */
const ROW_BYTES = 40;
/** What hucre throws, and what the platform's decoders do, for a broken book. */
const BOOK_ERRORS =
  /^(ParseError|ZipError|XmlError|UnsupportedFormatError|InvalidArgumentError|TypeError|RangeError)$/;
/** Digits that Excel keeps and shows. */
const EXACT_DIGITS = 15;

/**
 * The rows of a sheet (the first where none is named): numbers as exact decimals, dates as days, formulas as
 * they were calculated last. SourceError `table` for what is no workbook, `too_large` for a bomb.
 */
export async function* sheetRows(path: string, sheet: string | undefined): AsyncGenerator<ReadTableRow> {
  await assertBook(path);
  const blob = await openAsBlob(path);
  let count = 0;
  try {
    const rows = streamXlsxRows(blob.stream(), sheet === undefined ? {} : { sheet });
    for await (const { index, values } of rows) {
      count += 1;
      yield { line: index + 1, cells: values.map(textOf), bytes: Math.min(count * ROW_BYTES, blob.size) };
    }
  } catch (error) {
    throw sourceErrorOf(error);
  }
}

/** The names of the sheets that people see, in order. */
export const sheetsOf = async (path: string): Promise<readonly string[]> => {
  await assertBook(path);
  const names: string[] = [];
  try {
    const bytes = new Uint8Array(await (await openAsBlob(path)).arrayBuffer());
    // Asked about every sheet before it is read; none is.
    await readXlsx(bytes, {
      sheets: ({ name, hidden, veryHidden }) => {
        if (!hidden && !veryHidden) names.push(name);
        return false;
      },
    });
  } catch (error) {
    throw sourceErrorOf(error);
  }
  return names;
};

const assertBook = async (path: string): Promise<void> => {
  const entries = await zipEntries(path);
  if (!entries.some(({ name }) => name.startsWith('xl/')))
    throw new SourceError('table', 'this archive is no workbook', { why: 'format' });
  let all = 0;
  for (const { name, packed, unpacked } of entries) {
    all += unpacked;
    const texts = /sharedStrings\.xml$/i.test(name) ? unpacked : 0;
    const isTight = unpacked > 1024 ** 2 && unpacked > packed * TIGHTEST;
    if (all > LARGEST_BOOK || texts > LARGEST_TEXTS || isTight || (unpacked === 0 && packed > 1024))
      throw new SourceError('too_large', 'this workbook is too large unpacked');
  }
};

/** A cell as text: what Excel keeps of a number, without an exponent. */
const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return decimalOf(value);
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return String(value);
};

const decimalOf = (number: number): string => {
  if (Number.isSafeInteger(number)) return String(number);
  const exact = Number(number.toPrecision(EXACT_DIGITS));
  const text = String(exact);
  if (!text.includes('e')) return text;
  return Math.abs(exact) >= 1
    ? BigInt(exact).toString()
    : exact.toFixed(20).replace(/0+$/, '').replace(/\.$/, '');
};

const sourceErrorOf = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  if (error.name === 'EncryptedFileError')
    return new SourceError('table', 'this workbook has a password', { why: 'password' });
  const isBroken = BOOK_ERRORS.test(error.name) || ('code' in error && /^(Z_|ERR_)/.test(String(error.code)));
  return isBroken ? new SourceError('table', 'this workbook is broken', { why: 'broken' }) : error;
};
