import { ALIASES, type ItemField } from './texts.ts';

/** What an item says of each field. */
export type Fields = Partial<Record<ItemField, unknown>>;

/** The date by which 1C says «none». */
const EMPTY_DATE = /^0001-01-01(?:T00:00:00.*)?$/;
/** Foreign keys remembered, so that a hostile body cannot fill the memory. */
const REMEMBERED = 5_000;

type Place = readonly [field: ItemField, rank: number];

const PLACES = new Map<string, Place[]>();
const LOOSE = new Map<string, Place[]>();
for (const [field, names] of Object.entries(ALIASES) as [ItemField, readonly string[]][])
  for (const [rank, name] of names.entries()) {
    for (const [places, key] of [
      [PLACES, name],
      [LOOSE, name.toLowerCase()],
    ] as const)
      places.set(key, [...(places.get(key) ?? []), [field, rank]]);
  }
const NOWHERE: readonly Place[] = [];
const seen = new Map<string, readonly Place[]>();

/** The strongest name that says something wins; names that only differ in case or outer spaces count as well. */
export const fieldsOf = (item: object): Fields => {
  const fields: Fields = {};
  const ranks: Partial<Record<ItemField, number>> = {};
  for (const key of Object.keys(item)) {
    const value = (item as Record<string, unknown>)[key];
    for (const [field, rank] of placesOf(key)) {
      // Whatever says something is stronger than every name that says nothing.
      const strength = isEmpty(value) ? rank + 100 : rank;
      const best = ranks[field];
      if (best !== undefined && best <= strength) continue;
      ranks[field] = strength;
      fields[field] = isEmptyDate(value) ? '' : value;
    }
  }
  return fields;
};

/** The first of `names` that the object has with something in it. */
export const pick = (of: object, names: readonly string[]): unknown => {
  const name = names.find((one) => Object.hasOwn(of, one) && !isEmpty((of as Record<string, unknown>)[one]));
  return name === undefined ? undefined : (of as Record<string, unknown>)[name];
};

/** Whether a value says nothing: null, blank text, the empty date of 1C. */
export const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  isEmptyDate(value);

const isEmptyDate = (value: unknown): boolean => typeof value === 'string' && EMPTY_DATE.test(value);

const placesOf = (key: string): readonly Place[] => {
  const exact = PLACES.get(key) ?? seen.get(key);
  if (exact) return exact;
  const loose = LOOSE.get(key.trim().toLowerCase()) ?? NOWHERE;
  if (seen.size < REMEMBERED && key.length < 100) seen.set(key, loose);
  return loose;
};
