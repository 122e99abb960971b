import type { CategoryStep } from '../draft.ts';
import { isEmpty, pick } from './fields.ts';
import type { Notes } from './notes.ts';
import { INNER } from './texts.ts';
import { cutAt, isUuid, lineOf, readId } from './words.ts';

/** Steps from the root that a category may have. */
const DEEPEST = 32;
const LONGEST = 255;
const LONGEST_ID = 128;

/** `A > B`: the sign between spaces, or not before a digit (`DN>50` is a name). */
const ARROW = /\s>\s|>(?!\s*\d)/;
/** `A/B`: not between digits (`1/2` is a size). */
const SLASH = /(?<!\d)\/|\/(?!\d)/;

/**
 * The path of a category from the root, however sent: a path in one text, a list of steps, an object with its
 * parents, an id. Empty for «none»; undefined when nothing was said (absent, null, of another type).
 */
export const readCategory = (
  value: unknown,
  notes: Notes,
  separator?: string | undefined,
): readonly CategoryStep[] | undefined => {
  if (value === undefined || value === null || typeof value === 'boolean') return undefined;
  const path = pathOf(value, separator, DEEPEST + 1);
  if (path.length <= DEEPEST) return path;
  notes.warn('category_too_deep', 'category', value);
  return path.slice(0, DEEPEST);
};

/** Gives the steps their Latin names; a single name belongs to the last step. */
export const withLatin = (
  path: readonly CategoryStep[],
  latin: unknown,
  separator?: string | undefined,
): readonly CategoryStep[] => {
  const text = lineOf(latin) ?? '';
  const names = text === '' ? [] : namesIn(text, separator);
  if (names.length !== path.length && names.length !== 1) return path;
  const missing = path.length - names.length;
  return path.map((step, at) => (at < missing ? step : { ...step, titleLat: names[at - missing] }));
};

const pathOf = (value: unknown, separator: string | undefined, room: number): readonly CategoryStep[] => {
  if (room <= 0) return [];
  if (Array.isArray(value)) {
    if (value.length === 1) return pathOf(value[0], separator, room);
    return value.slice(0, room).flatMap((step: unknown) => stepOf(step) ?? []);
  }
  if (typeof value === 'object' && value !== null) {
    const step = stepOf(value);
    const parent = pick(value, INNER.parent);
    const above = isEmpty(parent) ? [] : pathOf(parent, separator, room - 1);
    return step === undefined ? above : [...above, step];
  }
  const text = lineOf(value) ?? '';
  if (isUuid(text)) return asReference(text);
  return text === '' ? [] : namesIn(text, separator).map((title) => ({ title }));
};

/** One step by itself: a name that is not split, or an object without its parents. */
const stepOf = (value: unknown): CategoryStep | undefined => {
  if (typeof value !== 'object' || value === null) {
    const text = lineOf(value) ?? '';
    return isUuid(text) ? asReference(text)[0] : text === '' ? undefined : { title: cutAt(text, LONGEST) };
  }
  const title = cutAt(lineOf(pick(value, INNER.title)) ?? '', LONGEST);
  const id = readId(pick(value, INNER.id));
  if (id === undefined || id.length > LONGEST_ID) return title === '' ? undefined : { title };
  return { title, id };
};

const asReference = (text: string): readonly CategoryStep[] => {
  const id = readId(text);
  return id === undefined ? [] : [{ title: '', id }];
};

const namesIn = (text: string, separator: string | undefined): readonly string[] => {
  const by = separator ?? (ARROW.test(text) ? ARROW : SLASH);
  return text
    .split(by)
    .map((name) => cutAt(name.trim(), LONGEST))
    .filter((name) => name !== '');
};
