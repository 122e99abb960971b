import pg from 'pg';

const { INT8, DATE, TIMESTAMPTZ } = pg.types.builtins;
const INT8_ARRAY = 1016;
const LAST_DATE = 8.64e15;

/**
 * How columns arrive in JavaScript: bigint as a number (an unsafe one throws), numeric as a string,
 * timestamptz as a Date (±infinity as the last and first Date there is), date as `YYYY-MM-DD`.
 * Made per connection: nothing global changes.
 */
export const columnTypes = (): pg.TypeOverrides => {
  const types = new pg.TypeOverrides();
  types.setTypeParser(INT8, safeInteger);
  types.setTypeParser(INT8_ARRAY, safeIntegers);
  types.setTypeParser(DATE, (text: string) => text);
  types.setTypeParser(TIMESTAMPTZ, (text: string) => endsOfTime.get(text) ?? dateOf(text));
  return types;
};

const dateOf: (text: string) => Date = pg.types.getTypeParser(TIMESTAMPTZ);

const endsOfTime = new Map([
  ['infinity', new Date(LAST_DATE)],
  ['-infinity', new Date(-LAST_DATE)],
]);

const safeInteger = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} does not fit a JavaScript number`);
  return value;
};

const safeIntegers = (text: string): (number | null)[] => {
  const items = text.slice(1, -1);
  return items === '' ? [] : items.split(',').map((item) => (item === 'NULL' ? null : safeInteger(item)));
};
