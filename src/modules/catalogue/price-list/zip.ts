import { type FileHandle, open } from 'node:fs/promises';
import { SourceError } from '../draft.ts';

/** What a file of a ZIP archive says of itself. */
export interface ZipEntry {
  readonly name: string;
  readonly packed: number;
  readonly unpacked: number;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
/** The end record with the longest comment. */
const END_BYTES = 22 + 65_535;
const LARGEST_DIRECTORY = 16 * 1024 * 1024;

/** The list of files in a ZIP archive (APPNOTE 4.3.12, 4.3.16). SourceError `table` for a broken or cut one. */
export const zipEntries = async (path: string): Promise<readonly ZipEntry[]> => {
  await using file: FileHandle = await open(path);
  const { size } = await file.stat();
  const tail = await bytesOf(file, Math.max(0, size - END_BYTES), Math.min(size, END_BYTES));
  const at = lastIndexOf(tail, END);
  if (at < 0) throw broken();
  const length = tail.readUInt32LE(at + 12);
  const start = tail.readUInt32LE(at + 16);
  if (length > LARGEST_DIRECTORY || start + length > size) throw broken();
  const directory = await bytesOf(file, start, length);
  const entries: ZipEntry[] = [];
  for (let from = 0; from + 46 <= directory.length; ) {
    if (directory.readUInt32LE(from) !== ENTRY) throw broken();
    const nameLength = directory.readUInt16LE(from + 28);
    entries.push({
      name: directory.toString('utf8', from + 46, from + 46 + nameLength),
      packed: directory.readUInt32LE(from + 20),
      unpacked: directory.readUInt32LE(from + 24),
    });
    from += 46 + nameLength + directory.readUInt16LE(from + 30) + directory.readUInt16LE(from + 32);
  }
  return entries;
};

const bytesOf = async (file: FileHandle, position: number, length: number): Promise<Buffer> => {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
};

const lastIndexOf = (bytes: Buffer, signature: number): number => {
  const wanted = Buffer.alloc(4);
  wanted.writeUInt32LE(signature);
  const at = bytes.lastIndexOf(wanted);
  return at + 22 <= bytes.length ? at : -1;
};

const broken = (): SourceError =>
  new SourceError('table', 'the archive is broken or cut short', { why: 'broken' });
