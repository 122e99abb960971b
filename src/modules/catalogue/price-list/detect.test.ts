import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvRows } from './csv-rows.ts';
import { detectTable } from './detect.ts';
import { formatOf } from './format.ts';
import { SEPARATORS } from './reading.ts';
import { encoded, type TestCharset } from './testing.ts';

let folder = '';
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kontora-tables-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (content: Uint8Array | string): string => {
  files += 1;
  const path = join(folder, `${files}`);
  writeFileSync(path, content);
  return path;
};
const detect = (text: string, charset: TestCharset = 'utf-8') =>
  detectTable(file(encoded(text, charset)), 'csv');

const quoted = (cell: string, separator: string): string =>
  cell.includes(separator) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
const csv = (rows: readonly (readonly string[])[], separator: string, lineEnd = '\n'): string =>
  rows.map((row) => row.map((cell) => quoted(cell, separator)).join(separator)).join(lineEnd) + lineEnd;

const S3 = ['category', 'category_lat', 'title_ru', 'title_lat', 'description', 'sku', 'stock_qty', 'price'];
const CHARSETS: readonly TestCharset[] = [
  'utf-8',
  'utf-8 with a mark',
  'windows-1251',
  'utf-16le',
  'utf-16le with a mark',
  'utf-16be',
  'utf-16be with a mark',
];

describe('S3-08: what a table of text is, is detected', () => {
  const rows = [
    S3,
    [
      'Трубы',
      'truby',
      'Труба ПВХ 20мм',
      'truba-pvh-20',
      'Описание, длинное; с "кавычками"',
      'ABC-001',
      '12',
      '150,50',
    ],
    ['Трубы', 'truby', 'Труба ПВХ 25мм', 'truba-pvh-25', 'в две\nстроки', 'ABC-002', '1,5', '1 234,50'],
    ['Краны', 'krany', 'Кран шаровой 1/2"', 'kran', '', '00123', '0', '990'],
  ];

  it.each(CHARSETS.flatMap((charset) => SEPARATORS.map((separator) => [charset, separator] as const)))(
    'in %s with %j between the cells',
    async (charset, separator) => {
      const { reading } = await detect(csv(rows, separator, '\r\n'), charset);
      expect(reading).toMatchObject({ charset: charset.split(' ')[0], separator, headerRow: 1 });
      expect(reading.mapping).toEqual({
        category: 0,
        category_lat: 1,
        title: 2,
        title_lat: 3,
        description: 4,
        sku: 5,
        stock_qty: 6,
        price: 7,
      });
    },
  );

  it('with the names in any order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(S3, { minLength: 8 }), async (names) => {
        const { reading } = await detect(csv([names, names.map((_, at) => `v${at}`)], ';'));
        const field = (name: string) => (name === 'title_ru' ? 'title' : name);
        expect(reading.mapping).toEqual(Object.fromEntries(names.map((name, at) => [field(name), at])));
      }),
      { numRuns: 30 },
    );
  });

  it('whatever stands in its cells, and it is read back equal', async () => {
    const letters = fc.constantFrom(...'абвЁжZq 0123456789,.;"|\t\'\n-=/№'.split(''));
    const cell = fc.string({ unit: letters, maxLength: 12 }).filter((text) => !/^'+[-=+@\t]/.test(text));
    const table = fc.array(fc.tuple(cell, cell, cell, cell), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom(...SEPARATORS),
        fc.constantFrom(...CHARSETS),
        fc.constantFrom('\n', '\r\n'),
        async (cells, separator, charset, lineEnd) => {
          const whole = [['Артикул', 'Наименование', 'Остаток', 'Цена, руб.'], ...cells];
          const path = file(encoded(csv(whole, separator, lineEnd), charset));
          const { reading } = await detectTable(path, 'csv');
          expect(reading).toMatchObject({ separator, headerRow: 1 });
          const read: (readonly string[])[] = [];
          for await (const row of csvRows(path, { charset: reading.charset ?? 'utf-8', separator }))
            read.push(row.cells);
          expect(read).toEqual(whole);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('UTF-8 is not doubted for a letter cut by a piece of the file, nor for Latin letters at first', async () => {
    for (const shift of ['', 'x']) {
      const text = `sku;title\n${shift}${'A;ж\n'.repeat(200_000)}`;
      expect((await detect(text)).reading.charset).toBe('utf-8');
    }
    const late = `sku;title\n${'A-1;pipe\n'.repeat(100_000)}A-2;труба\n`;
    expect((await detect(late, 'windows-1251')).reading.charset).toBe('windows-1251');
  });

  it('one broken letter does not turn UTF-8 into windows-1251', async () => {
    const bytes = Buffer.from(csv(rows, ';'));
    const broken = Buffer.concat([bytes, Buffer.from([0xd0]), Buffer.from('\n')]);
    expect((await detectTable(file(broken), 'csv')).reading.charset).toBe('utf-8');
  });

  it('decimal commas do not pass for separators', async () => {
    const { reading } = await detect('a;b;c\nТруба;150,50;1\nКран;90,10;2\nМуфта;12,00;3\n');
    expect(reading.separator).toBe(';');
  });

  it('a first line sep= is believed', async () => {
    const { reading } = await detect('sep=|\nsku|title\n1|Труба\n');
    expect(reading).toMatchObject({ separator: '|', headerRow: 2, mapping: { sku: 0, title: 1 } });
  });
});

describe('price lists as offices write them', () => {
  it('a letterhead above, several prices, a unit and articles of two kinds', async () => {
    const { reading, columns } = await detect(
      csv(
        [
          ['ООО «Ромашка»', '', '', '', '', '', '', ''],
          ['Прайс-лист на 01.11.2026', '', '', '', '', '', '', ''],
          ['', '', '', '', '', '', '', ''],
          [
            '№ п/п',
            'Код',
            'Артикул',
            'Наименование товаров',
            'Ед. изм.',
            'Цена опт., руб.',
            'Цена розн., руб.',
            'Кол-во на складе',
          ],
          ['1', '00-001', 'ТР-20', 'Труба 20', 'м', '100,50', '150,50', '>10'],
          ['2', '00-002', 'ТР-25', 'Труба 25', 'м', '110,50', '170,50', 'нет'],
        ],
        ';',
      ),
      'windows-1251',
    );
    expect(reading).toMatchObject({ headerRow: 4, groupRows: false });
    expect(reading.mapping).toEqual({
      sku: 2,
      title: 3,
      unit: 4,
      price: 6,
      stock_qty: 7,
      'prices.опт': 5,
    });
    expect(columns[3]).toEqual({ index: 3, name: 'Наименование товаров', sample: ['Труба 20', 'Труба 25'] });
  });

  it('an article that few goods have gives way to the code', async () => {
    const goods = Array.from({ length: 10 }, (_, at) => [
      `${at === 0 ? 'X' : ''}`,
      `00-${at}`,
      `Товар ${at}`,
      '10',
    ]);
    const { reading } = await detect(csv([['Артикул', 'Код', 'Номенклатура', 'Цена'], ...goods], ','));
    expect(reading.mapping).toEqual({ sku: 1, title: 2, price: 3 });
  });

  it('names in two lines: a wide price above its types', async () => {
    const { reading, columns } = await detect(
      csv(
        [
          ['Номенклатура', 'Артикул', 'Цена', '', 'Остаток'],
          ['', '', 'Оптовая', 'Розничная', ''],
          ['Труба', 'ТР-1', '100', '150', '3'],
        ],
        ';',
      ),
    );
    expect(reading.headerRow).toBe(2);
    expect(reading.mapping).toEqual({ title: 0, sku: 1, price: 3, 'prices.Оптовая': 2, stock_qty: 4 });
    expect(columns[3]?.name).toBe('Цена Розничная');
  });

  it('sections in columns, amounts by warehouses', async () => {
    const { reading } = await detect(
      csv(
        [
          [
            'Раздел',
            'Группа',
            'Подгруппа',
            'Код товара',
            'Название',
            'Остаток Москва',
            'Остаток Тверь',
            'Цена с НДС',
            'Штрихкод',
            'Код ТН ВЭД',
            'Сумма',
          ],
          ['Сантехника', 'Трубы', 'ПВХ', '1', 'Труба', '1', '2', '10', '4600000000017', '1', '1'],
        ],
        '\t',
      ),
    );
    expect(reading.mapping).toEqual({
      category: 0,
      category_2: 1,
      category_3: 2,
      sku: 3,
      title: 4,
      'stocks.Москва': 5,
      'stocks.Тверь': 6,
      price: 7,
      barcode: 8,
    });
  });

  it('headings between the goods become categories', async () => {
    const { reading } = await detect('Артикул;Наименование;Цена\nТрубы;;\n1;Труба;10\n;Краны;\n2;Кран;20\n');
    expect(reading.groupRows).toBe(true);
  });

  it('a table whose names say nothing is shown as it is', async () => {
    const { reading, columns } = await detect('1;Труба;10\n2;Кран;20\n');
    expect(reading).toMatchObject({ separator: ';', headerRow: 0, mapping: {} });
    expect(columns.map(({ sample }) => sample[0])).toEqual(['1', 'Труба', '10']);
  });

  it('what a person decides goes before what is detected', async () => {
    const path = file('a;b\nТруба;1\n');
    const decided = { headerRow: 0, mapping: { title: 0, sku: 1 }, fullLoad: true };
    const { reading } = await detectTable(path, 'csv', decided);
    expect(reading).toMatchObject(decided);
  });
});

describe('what a file is, is decided by its content', () => {
  const sheet = {
    name: 'Прайс',
    rows: [
      ['sku', 'title'],
      ['1', 'Труба'],
    ],
  };

  it('a workbook, JSON, a table', async () => {
    expect(await formatOf(file(await writeXlsx({ sheets: [sheet] })))).toBe('xlsx');
    for (const text of ['[{"sku":1}]', '\uFEFF \n{"items":[]}', '[]', '{}'])
      expect(await formatOf(file(text))).toBe('json');
    for (const text of ['sku;title\n', '[1] Труба;5\n', '{x};1'])
      expect(await formatOf(file(text))).toBe('csv');
    expect(await formatOf(file(encoded('[{"sku":1}]', 'utf-16le')))).toBe('json');
  });

  it.each([
    ['nothing', Buffer.alloc(0), { code: 'table', details: { why: 'empty' } }],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), { code: 'table', details: { why: 'xls' } }],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452ff', 'hex'), { code: 'charset' }],
  ])('refuses %s', async (_, content, refusal) => {
    await expect(formatOf(file(content))).rejects.toMatchObject(refusal);
  });

  it('the sheet with goods is found among others', async () => {
    const cover = { name: 'Титул', rows: [['Прайс-лист'], ['Телефон', '2-12-85']] };
    const path = file(await writeXlsx({ sheets: [cover, sheet] }));
    const { reading, sheets } = await detectTable(path, 'xlsx');
    expect(sheets).toEqual(['Титул', 'Прайс']);
    expect(reading).toMatchObject({ sheet: 'Прайс', headerRow: 1, mapping: { sku: 0, title: 1 } });
    await expect(detectTable(path, 'xlsx', { sheet: 'Нет' })).rejects.toMatchObject({
      code: 'table',
      details: { why: 'sheet' },
    });
  });
});
