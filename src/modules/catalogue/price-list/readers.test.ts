import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { type CellValue, writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoadHead, ReadRow, ReadSource } from '../draft.ts';
import { read as readCsv } from './csv-reader.ts';
import { detectTable } from './detect.ts';
import type { TableReading } from './reading.ts';
import { encoded } from './testing.ts';
import { read as readXlsx } from './xlsx-reader.ts';

let folder = '';
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kontora-readers-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (content: Uint8Array | string): string => {
  files += 1;
  const path = join(folder, `${files}`);
  writeFileSync(path, content);
  return path;
};

const collect = async (read: ReadSource, path: string, options: unknown) => {
  const rows: ReadRow[] = [];
  const pieces = read({ path, options });
  for (;;) {
    const piece: IteratorResult<{ rows: readonly ReadRow[]; bytes: number }, LoadHead> = await pieces.next();
    if (piece.done) return { rows, head: piece.value, drafts: rows.map(({ draft }) => draft) };
    rows.push(...piece.value.rows);
  }
};

const csv = async (text: string, decided: Partial<TableReading> = {}) => {
  const path = file(text);
  const { reading } = await detectTable(path, 'csv', decided);
  return collect(readCsv, path, reading);
};
const sheet = async (rows: CellValue[][], decided: Partial<TableReading> = {}) => {
  const path = file(await writeXlsx({ sheets: [{ name: 'Прайс', rows }] }));
  const { reading } = await detectTable(path, 'xlsx', decided);
  return collect(readXlsx, path, reading);
};

describe('S3-08: a table of text', () => {
  it('the example of the document', async () => {
    const { drafts, head } = await csv(
      'category,category_lat,title_ru,title_lat,description,sku,stock_qty,price\n' +
        'Трубы,truby,Труба ПВХ 20мм,truba-pvh-20,Описание,ABC-001,12,150.50\n',
    );
    expect(drafts).toMatchObject([
      {
        sku: 'ABC-001',
        title: 'Труба ПВХ 20мм',
        titleLat: 'truba-pvh-20',
        category: [{ title: 'Трубы', titleLat: 'truby' }],
        description: 'Описание',
        deleted: false,
      },
    ]);
    expect([Number(drafts[0]?.price), Number(drafts[0]?.stockQty)]).toEqual([150.5, 12]);
    expect(head).toEqual({ full: false, allowEmpty: false });
  });

  it('numbers as offices write them', async () => {
    const { drafts } = await csv(
      'Артикул;Наименование;Цена;Остаток\n1;А;1 234,50;1,5\n2;Б;"1 234,50 руб.";-3\n3;В;по запросу;нет\n4;Г;;\n',
    );
    expect(drafts.map((draft) => draft?.price && Number(draft.price))).toEqual([
      1234.5,
      1234.5,
      0,
      undefined,
    ]);
    expect(drafts.map((draft) => draft?.stockQty && Number(draft.stockQty))).toEqual([1.5, -3, 0, undefined]);
  });

  it.each(['есть', '>10', 'более 100', '+', 'много', 'в наличии'])(
    'a stock of «%s» is not known, and warned of',
    async (stock) => {
      const { rows } = await csv(`Артикул;Наименование;Остаток\n1;Труба;${stock}\n`);
      expect(rows[0]?.draft?.stockQty).toBeUndefined();
      expect(rows[0]?.problems).toMatchObject([
        { index: 2, level: 'warning', field: 'stock_qty', reason: 'number_expected', value: stock },
      ]);
    },
  );

  it('lines are those of the file, of a row with line breaks the first', async () => {
    const { rows } = await csv(
      'sku;title;description\r\n1;"Труба\r\nдлинная";"a\nb"\r\n\r\n;;\r\n2;Кран;\r\n;Без артикула;x\r\n',
    );
    expect(rows.map(({ index }) => index)).toEqual([2, 7, 8]);
    expect(rows[2]).toMatchObject({
      draft: undefined,
      problems: [{ index: 8, level: 'error', reason: 'sku_missing' }],
      raw: { title: 'Без артикула', description: 'x' },
    });
  });

  it('a row that is cut short is bad only when it lacks what is needed', async () => {
    const { rows } = await csv('sku;title;price\n1;Труба\n2\n3;Кран;5;лишнее\n');
    expect(rows.map(({ draft }) => draft?.sku)).toEqual(['1', undefined, '3']);
    expect(rows[1]?.problems).toMatchObject([{ index: 3, level: 'error', reason: 'too_few_cells' }]);
  });

  it('the apostrophe that guards from formulas is taken off', async () => {
    const { drafts } = await csv("sku;title\n'-5;'=Труба\n''=A;'Труба'\n");
    expect(drafts).toMatchObject([
      { sku: '-5', title: '=Труба' },
      { sku: "'=A", title: "'Труба'" },
    ]);
  });

  it('headings between the goods are the category of what follows', async () => {
    const { drafts } = await csv(
      'Артикул;Наименование;Цена\nТрубы ПВХ;;\n1;Труба;10\n2;Труба 2;11\n;Краны;\n3;Кран;20\n',
    );
    expect(drafts.map((draft) => [draft?.sku, draft?.category])).toEqual([
      ['1', [{ title: 'Трубы ПВХ' }]],
      ['2', [{ title: 'Трубы ПВХ' }]],
      ['3', [{ title: 'Краны' }]],
    ]);
  });

  it('names repeated on every page of paper are no goods', async () => {
    const { rows } = await csv(
      'Артикул;Наименование;Цена\n1;Труба;10\nАртикул;Наименование;Цена\n2;Кран;20\n',
    );
    expect(rows.map(({ index }) => index)).toEqual([2, 4]);
  });

  it('a category is a path of slashes or arrows, and a slash in a size is none', async () => {
    const { drafts } = await csv(
      'sku;title;category\n1;a;Сантехника / Трубы\n2;b;Сантехника > Краны 1/2\n3;c;Краны 1/2\n4;d;A/B/C\n5;e;A/B >\n',
    );
    expect(drafts.map((draft) => draft?.category?.map(({ title }) => title))).toEqual([
      ['Сантехника', 'Трубы'],
      ['Сантехника', 'Краны 1/2'],
      ['Краны 1/2'],
      ['A', 'B', 'C'],
      ['A/B'],
    ]);
    const given = await csv('sku;title;category\n1;a;A/B::C\n', { categorySeparator: '::' });
    expect(given.drafts[0]?.category?.map(({ title }) => title)).toEqual(['A/B', 'C']);
  });

  it('levels of categories, price types, warehouses, pictures', async () => {
    const { drafts } = await csv(
      'Группа;Подгруппа;Артикул;Наименование;Цена розн.;Цена опт.;Остаток Москва;Остаток Тверь;Фото\n' +
        'Трубы;ПВХ;1;Труба;10;8;3;4;https://example.test/1.jpg, https://example.test/2.jpg\n',
    );
    expect(drafts[0]).toMatchObject({
      category: [{ title: 'Трубы' }, { title: 'ПВХ' }],
      images: ['https://example.test/1.jpg', 'https://example.test/2.jpg'],
    });
    const numbers = (record: Readonly<Record<string, string>> = {}) =>
      Object.fromEntries(Object.entries(record).map(([name, value]) => [name, Number(value)]));
    expect(numbers(drafts[0]?.prices)).toEqual({ опт: 8 });
    expect(numbers(drafts[0]?.stocks)).toEqual({ Москва: 3, Тверь: 4 });
  });

  it('a price of some type is the usual one only where a person says so', async () => {
    const text = 'sku;title;prices.Опт\n1;Труба;10\n';
    const alone = await csv(text);
    expect(alone.drafts[0]?.price).toBeUndefined();
    expect(Object.keys(alone.drafts[0]?.prices ?? {})).toEqual(['Опт']);
    const usual = await csv(text, { priceType: 'Опт' });
    expect(Number(usual.drafts[0]?.price)).toBe(10);
  });

  it('a quote that never ends is told by its line', async () => {
    const path = file(`sku;title\n1;Труба\n2;"Кран\n${'3;Муфта\n'.repeat(10)}`);
    await expect(
      collect(readCsv, path, { headerRow: 1, separator: ';', mapping: { sku: 0, title: 1 } }),
    ).rejects.toMatchObject({
      name: 'SourceError',
      code: 'table',
      details: { line: 3 },
    });
  });

  it('columns are refused that lack the article or the title', async () => {
    await expect(
      collect(readCsv, file('a;b\n'), { headerRow: 1, mapping: { title: 0 } }),
    ).rejects.toMatchObject({
      code: 'table',
      details: { why: 'columns', columns: 'sku' },
    });
  });

  it('every encoding gives the same goods', async () => {
    const text = 'Артикул;Наименование;Цена\nЁЖ-1;Труба «№5»;10,50\n';
    for (const charset of ['windows-1251', 'utf-16le', 'utf-8 with a mark'] as const) {
      const path = file(encoded(text, charset));
      const { reading } = await detectTable(path, 'csv');
      const { drafts } = await collect(readCsv, path, reading);
      expect(drafts).toMatchObject([{ sku: 'ЁЖ-1', title: 'Труба «№5»' }]);
    }
  });
});

describe('a workbook', () => {
  it('numbers are exact, texts keep their zeros, large articles have no exponent', async () => {
    const { drafts } = await sheet([
      ['Артикул', 'Наименование', 'Цена', 'Остаток'],
      ['007', 'Труба', 150.5, 12],
      [4_600_000_000_017, 'Кран', 0.1 + 0.2, 1.5],
      [1e21, 'Муфта', 1_234_567.89, 0.001],
    ]);
    expect(drafts.map((draft) => draft?.sku)).toEqual(['007', '4600000000017', '1000000000000000000000']);
    expect(drafts.map((draft) => Number(draft?.price))).toEqual([150.5, 0.3, 1_234_567.89]);
    expect(drafts.map((draft) => Number(draft?.stockQty))).toEqual([12, 1.5, 0.001]);
  });

  it('rows are counted as spreadsheets show them, empty ones too', async () => {
    const { rows } = await sheet([
      ['Прайс-лист'],
      [],
      ['sku', 'title', 'price'],
      ['1', 'Труба', 5],
      [],
      [null, 'Без артикула', 7],
    ]);
    expect(rows.map(({ index }) => index)).toEqual([4, 6]);
    expect(rows[1]?.problems).toMatchObject([{ index: 6, reason: 'sku_missing' }]);
  });

  it('formulas give what was calculated, dates are days, an error is no number', async () => {
    const cells = new Map([
      ['1,2', { value: 42.5, type: 'formula', formula: 'A1*2', formulaResult: 42.5 }],
    ]) as Map<string, never>;
    const rows: CellValue[][] = [
      ['sku', 'title', 'price', 'description'],
      ['1', 'Труба', null, new Date(Date.UTC(2026, 10, 1))],
    ];
    const path = file(await writeXlsx({ sheets: [{ name: 'Прайс', rows, cells }] }));
    const { reading } = await detectTable(path, 'xlsx');
    const { drafts } = await collect(readXlsx, path, reading);
    expect(Number(drafts[0]?.price)).toBe(42.5);
    expect(drafts[0]?.description).toBe('2026-11-01');
  });

  const whole = () =>
    writeXlsx({
      sheets: [
        {
          name: 'A',
          rows: [
            ['sku', 'title'],
            ['1', 'Труба'],
          ],
        },
      ],
    });
  const options = { headerRow: 1, mapping: { sku: 0, title: 1 } };

  it('a cut or broken one is refused in words', async () => {
    const book = await whole();
    const broken = Buffer.from(book);
    const entry = broken.indexOf('sheet1.xml');
    broken.fill(0xff, entry + 20, entry + 60);
    for (const bytes of [
      book.subarray(0, book.length / 2),
      broken,
      Buffer.from('PK\x03\x04 and nothing else'),
    ])
      await expect(collect(readXlsx, file(bytes), options)).rejects.toMatchObject({
        name: 'SourceError',
        code: 'table',
      });
  });

  it('another kind of archive is refused', async () => {
    const archive = zipOf([{ name: 'readme.txt', content: Buffer.from('x') }]);
    await expect(collect(readXlsx, file(archive), options)).rejects.toMatchObject({
      details: { why: 'format' },
    });
  });

  it('a bomb is refused before it is unpacked', async () => {
    const bomb = zipOf([
      { name: 'xl/workbook.xml', content: Buffer.from('<workbook/>') },
      { name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(64 * 1024 * 1024) },
    ]);
    await expect(collect(readXlsx, file(bomb), options)).rejects.toMatchObject({ code: 'too_large' });
  });
});

/** An archive of deflated files (APPNOTE 4.3.6). */
const zipOf = (entries: readonly { name: string; content: Buffer }[]): Buffer => {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content } of entries) {
    const packed = deflateRawSync(content);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(content.length, 22);
    head.writeUInt16LE(name.length, 26);
    const record = Buffer.alloc(46);
    record.writeUInt32LE(0x02014b50, 0);
    record.writeUInt16LE(8, 10);
    record.writeUInt32LE(packed.length, 20);
    record.writeUInt32LE(content.length, 24);
    record.writeUInt16LE(name.length, 28);
    record.writeUInt32LE(at, 42);
    locals.push(head, Buffer.from(name), packed);
    directory.push(record, Buffer.from(name));
    at += head.length + name.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, list, end]);
};
