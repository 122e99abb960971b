import type { TableRow } from './csv-rows.ts';
import type { Field, Mapping } from './reading.ts';
import {
  CATEGORY_LEVELS,
  COLUMN_BEGINNINGS,
  COLUMN_NAMES,
  CURRENCY_END,
  FOREIGN_COLUMNS,
  PRICE_ABOVE,
  PRICE_OF,
  PRICE_WORDS,
  STOCK_WORDS,
  YE,
  YO,
} from './texts.ts';

/** Rows above the names: a logo, an address, the date of the list. */
const ROWS_ABOVE = 40;
/** An article that so few rows have is none. */
const FILLED_SHARE = 0.5;
const LONGEST_TYPE = 60;

type PlainField = keyof typeof COLUMN_NAMES;

/** Where the names of columns stand, what they are, and which field each is. */
export interface Heading {
  /** The line or row of the names, 0 where there are none; of names in two lines the second. */
  readonly headerRow: number;
  readonly names: readonly string[];
  readonly mapping: Mapping;
  /** How sure that is: how many fields were known. */
  readonly known: number;
}

/** A name of a column as names are compared: small letters, no punctuation, single spaces. */
export const plainName = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(YO, YE)
    .replace(/[^\p{L}\p{N}<>+]+/gu, ' ')
    .trim();

/** The field that a column of this name is. */
export const fieldNamed = (name: string): string | undefined => guess(name)?.field;

/** Finds the names of columns among the first rows of a table. Nothing known: the first row, mapped to nothing. */
export const headingOf = (rows: readonly TableRow[]): Heading => {
  let best: { at: number; known: number } | undefined;
  for (const [at, { cells }] of rows.slice(0, ROWS_ABOVE).entries()) {
    const fields = new Set(cells.map((cell) => guess(cell)?.field).filter((field) => field !== undefined));
    const known = fields.has('title') || fields.has('sku') ? fields.size : 0;
    if (known >= 2 && known > (best?.known ?? 0)) best = { at, known };
  }
  const header = best && rows[best.at];
  if (!best || !header) return { headerRow: 0, names: [], mapping: {}, known: 0 };
  const below = rows[best.at + 1];
  const isSecond = below !== undefined && continues(header.cells, below.cells);
  const names = isSecond ? joined(header.cells, below.cells) : header.cells.map(tidy);
  const goods = rows.slice(best.at + (isSecond ? 2 : 1));
  return {
    headerRow: isSecond ? below.line : header.line,
    names,
    mapping: mappingOf(names, goods),
    known: best.known,
  };
};

/** Which column is which field, by names and by what stands in the rows below. */
export const mappingOf = (names: readonly string[], goods: readonly TableRow[]): Mapping => {
  const guesses = names.flatMap((name, column) => {
    const found = guess(name);
    return found ? [{ ...found, column, name }] : [];
  });
  const filled = (column: number): number =>
    goods.filter(({ cells }) => (cells[column] ?? '').trim() !== '').length / Math.max(goods.length, 1);
  const mapping: Record<string, number> = {};
  for (const field of Object.keys(COLUMN_NAMES) as PlainField[]) {
    const candidates = guesses
      .filter((one) => one.field === field && one.rank < EXPLICIT)
      .sort((a, b) => a.rank - b.rank);
    const best =
      (field === 'sku' && candidates.find(({ column }) => filled(column) >= FILLED_SHARE)) || candidates[0];
    if (best) mapping[field] = best.column;
  }
  addLevels();
  addFurther('price', 'prices', PRICE_WORDS);
  addFurther('stock_qty', 'stocks', STOCK_WORDS);
  return mapping;

  /** A section, a group and a subgroup stand in columns of their own, the widest first. */
  function addLevels(): void {
    const levels = guesses
      .filter(({ name }) => CATEGORY_LEVELS.test(plainName(name)))
      .filter(({ column }, at, all) => !all.slice(0, at).some((before) => isSame(before.column, column)));
    if (levels.length < 2) return;
    for (const [at, field] of (['category', 'category_2', 'category_3'] as const).entries()) {
      const level = levels[at];
      if (level) mapping[field] = level.column;
    }
  }

  function isSame(one: number, other: number): boolean {
    return goods.length > 0 && goods.every(({ cells }) => cells[one] === cells[other]);
  }

  /** Prices beside the best one are of price types; amounts beside an exact one are of warehouses. */
  function addFurther(field: 'price' | 'stock_qty', kind: 'prices' | 'stocks', noise: RegExp): void {
    const all = guesses.filter((one) => one.field === field);
    if (all.length < 2 && !all.some(({ rank }) => rank === EXPLICIT)) return;
    const areParts = kind === 'stocks' && all.every(({ rank }) => rank >= BEGINNING);
    if (areParts) delete mapping[field];
    for (const { column, name, rank } of all) {
      if (mapping[field] === column || (kind === 'stocks' && rank < BEGINNING)) continue;
      const type = typeOf(name, noise);
      if (type !== '' && mapping[`${kind}.${type}`] === undefined) mapping[`${kind}.${type}`] = column;
    }
  }
};

/** Ranks from here are guesses by the beginning of a name. */
const BEGINNING = 1_000;
/** A name that says which price type or warehouse it is: never the usual one. */
const EXPLICIT = 2_000;

/** What a name says it is; a lower rank is a better name. */
const guess = (name: string): { readonly field: PlainField; readonly rank: number } | undefined => {
  const plain = plainName(name);
  if (plain === '' || plain.length > 100) return undefined;
  const bare = plain.replace(CURRENCY_END, '');
  const further = /^(prices|stocks)\.(.+)$/.exec(name.trim());
  if (further) return { field: further[1] === 'prices' ? 'price' : 'stock_qty', rank: EXPLICIT };
  for (const [field, names] of Object.entries(COLUMN_NAMES) as [PlainField, readonly string[]][]) {
    const rank = names.indexOf(bare);
    if (rank >= 0) return { field, rank };
  }
  if (FOREIGN_COLUMNS.test(plain)) return undefined;
  const begun = COLUMN_BEGINNINGS.findIndex(([, pattern]) => pattern.test(plain));
  return begun < 0 ? undefined : { field: COLUMN_BEGINNINGS[begun]?.[0] ?? 'title', rank: BEGINNING + begun };
};

/** Whether a row is the second line of the names: words below wide names, nothing where names stand alone. */
const continues = (header: readonly string[], below: readonly string[]): boolean => {
  const words = below.map((cell, column) => ({
    text: plainName(cell),
    above: plainName(header[column] ?? ''),
  }));
  const said = words.filter(({ text }) => text !== '');
  return (
    said.length > 0 &&
    said.every(({ text, above }) => PRICE_OF.test(text) && (above === '' || PRICE_ABOVE.test(above)))
  );
};

/** Names in two lines as one: each lower name after the wide one above it. */
const joined = (header: readonly string[], below: readonly string[]): string[] => {
  const names: string[] = [];
  let wide = '';
  for (let column = 0; column < Math.max(header.length, below.length); column += 1) {
    const [above, under] = [tidy(header[column] ?? ''), tidy(below[column] ?? '')];
    if (above !== '') wide = above;
    names.push(under === '' ? above : `${wide} ${under}`.trim());
  }
  return names;
};

const tidy = (name: string): string => name.replace(/\s+/g, ' ').trim();

/** The name of a price type or a warehouse in the name of its column. */
const typeOf = (name: string, noise: RegExp): string => {
  const given = /^(?:prices|stocks)\.(.+)$/s.exec(name.trim())?.[1];
  if (given !== undefined) return given.trim();
  const type = tidy(name.replace(/[^\p{L}\p{N}<>+%]+/gu, ' ').replace(noise, ' '));
  const words = type === '' ? tidy(name) : type;
  return words.slice(0, LONGEST_TYPE);
};

/** Fields without which a table is no price list. */
export const lacking = (mapping: Mapping): readonly Field[] =>
  (['sku', 'title'] as const).filter(
    (field) => mapping[field] === undefined && !(field === 'sku' && mapping.guid !== undefined),
  );
