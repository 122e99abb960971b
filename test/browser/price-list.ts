const COLUMNS = ['Артикул', 'Наименование', 'Группа', 'Цена', 'Остаток'];

/** A price list as accountants send it, windows-1251 with semicolons, ready for a file field of a page. */
export const priceList = (rows: readonly (readonly string[])[], name = 'прайс.csv') => ({
  name,
  mimeType: 'text/csv',
  buffer: windows1251([COLUMNS, ...rows].map((row) => row.join(';')).join('\r\n')),
});

/** Letters of windows-1251 from 0xC0 on are those of Unicode from А on; Ё and ё stand apart. */
const windows1251 = (text: string): Buffer =>
  Buffer.from(
    [...text].map((letter) => {
      const code = letter.codePointAt(0) ?? 0;
      if (letter === 'ё') return 0xb8;
      if (letter === 'Ё') return 0xa8;
      return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code;
    }),
  );
