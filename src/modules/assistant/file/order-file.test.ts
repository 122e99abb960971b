import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSpool } from '#platform/http/spool.ts';
import { parseOrder } from '../parser/parse-order.ts';
import { createOrderFiles } from './order-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'order-file-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a file of this name with this content is read as. */
const read = (name: string, content: Uint8Array, size: number | null = content.length) =>
  createOrderFiles({
    open: async () => ({ stream: Readable.from([Buffer.from(content)]), size: content.length }),
    spool: createSpool({ folder }),
  }).read({ id: 'f', name, size }, 'c');

const linesOf = async (name: string, content: Uint8Array) => {
  const file = await read(name, content);
  if (file.state !== 'read') return file.state;
  return file.withCodes(parseOrder(file.text).lines).map(({ title, qty, code }) => [title, qty, code]);
};

describe('an order in a file', () => {
  it.each([
    ['a.csv', 'Товар;Кол-во\nТруба ПВХ;10\nМуфта;5'],
    ['a.csv', '\ufeffТовар,Кол-во\r\n"Труба ПВХ",10\r\nМуфта,5\r\n'],
    ['a.tsv', 'Труба ПВХ\t10\nМуфта\t5'],
    ['a.txt', 'Труба ПВХ - 10 шт\nМуфта - 5 шт'],
    ['a.csv', '№;Наименование;Ед.;Количество;Цена\n1;Труба ПВХ;шт;10;45,00\n2;Муфта;шт;5;12,50\nИтого;;;15;'],
  ])('%s: %s', async (name, content) => {
    expect(await linesOf(name, Buffer.from(content))).toEqual([
      ['Труба ПВХ', '10', undefined],
      ['Муфта', '5', undefined],
    ]);
  });

  it('a workbook below a letterhead, with articles', async () => {
    const rows = [
      ['ООО «Ромашка»'],
      [],
      ['№', 'Артикул', 'Номенклатура', 'Кол-во'],
      [1, 'TR-1', 'Труба ПВХ', 10],
      [2, '', 'Муфта', 5],
    ];
    const book = await writeXlsx({ sheets: [{ name: 'Заявка', rows }] });
    expect(await linesOf('a.xlsx', book)).toEqual([
      ['Труба ПВХ', '10', 'TR-1'],
      ['Муфта', '5', undefined],
    ]);
  });

  it.each([
    ['a.xlsx', Buffer.from('PK\u0003\u0004 nothing')],
    ['a.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['a.csv', Buffer.alloc(0)],
    ['a.csv', Buffer.from([0xff, 0x00, 0x13, 0x37, 0xd8, 0x00, 0x00, 0x99, 0x00])],
  ])('%s that cannot be read is said to be so', async (name, content) => {
    const file = await linesOf(name, content);
    expect(file === 'broken' || file.length === 0).toBe(true);
  });

  it('a small workbook with megabytes of texts is not unpacked', async () => {
    const rows = Array.from({ length: 50_000 }, (_, at) => [`${'Труба ПВХ '.repeat(5)}${at}`]);
    const book = await writeXlsx({ sheets: [{ name: 'Заявка', rows }] });
    expect(book.length).toBeLessThan(1_000_000);
    expect(await read('a.xlsx', book)).toEqual({ state: 'too_large' });
  });

  it('of a long text only the beginning is read, whole lines of it', async () => {
    const file = await read('a.txt', Buffer.from('Труба ПВХ - 10 шт\n'.repeat(40_000)));
    const text = file.state === 'read' ? file.text : '';
    expect(text.length).toBeLessThanOrEqual(300_000);
    expect(text.length).toBeGreaterThan(299_000);
    expect(text.split('\n').every((line) => line === 'Труба ПВХ - 10 шт')).toBe(true);
  });

  it('a file above 5 MB is not read, whatever its sender says of its size', async () => {
    const content = Buffer.alloc(5 * 1024 * 1024 + 1, 'Труба 5\n');
    expect(await read('a.csv', content)).toEqual({ state: 'too_large' });
    expect(await read('a.csv', content, null)).toEqual({ state: 'too_large' });
  });
});
