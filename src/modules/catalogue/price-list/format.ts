import { open } from 'node:fs/promises';
import { SourceError } from '../draft.ts';
import { charsetOf, decoded } from './charset.ts';

/** What a file of goods can be. */
export type Format = 'csv' | 'xlsx' | 'json';

const ARCHIVE = Buffer.from('504b0304', 'hex');
const OLD_BOOK = Buffer.from('d0cf11e0', 'hex');

/**
 * What a file is, by its content: a workbook, JSON, else a table of text. SourceError `table` with `why` for
 * what cannot be read: `xls` (an old or locked workbook), `empty`; `charset` for what is no text.
 */
export const formatOf = async (path: string): Promise<Format> => {
  const head = await headOf(path);
  if (head.length === 0) throw new SourceError('table', 'the file is empty', { why: 'empty' });
  if (head.equals(ARCHIVE)) return 'xlsx';
  if (head.equals(OLD_BOOK)) throw new SourceError('table', 'an old or locked workbook', { why: 'xls' });
  const charset = await charsetOf(path);
  for await (const { text } of decoded(path, charset)) {
    const begun = text.trimStart();
    if (begun === '') continue;
    return /^(\[\s*[[{\]]|\{\s*["}])/.test(begun) ? 'json' : 'csv';
  }
  return 'csv';
};

const headOf = async (path: string): Promise<Buffer> => {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
  return buffer.subarray(0, bytesRead);
};
