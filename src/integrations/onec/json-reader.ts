import { z } from 'zod';
import { cleanText } from '#kernel/text.ts';
import {
  type LoadHead,
  type ReadRow,
  type ReadSource,
  readFlag,
  readItem,
} from '#modules/catalogue/reader.ts';
import { charsetOf, decoded } from './json/charset.ts';
import { createSplitter, type ListKey } from './json/splitter.ts';

/** How to read a JSON body: the charset of its header, and what its items leave open. */
export const JsonReading = z.object({
  charset: z.string().max(40).optional(),
  categorySeparator: z.string().min(1).max(5).optional(),
  priceType: z.string().max(255).optional(),
});
export type JsonReading = z.infer<typeof JsonReading>;

const LONGEST_SESSION = 200;
/** What a body says of itself; other keys may be many. */
const HEAD = new Set(['full', 'allow_empty', 'page', 'pages', 'session_id']);

/**
 * Reads the JSON of contracts/onec.md 1.1: a list, or an object with the list under `items` or `catalog` (of
 * both `items` counts, null is as good as absent), and what it says of the load before or after it. Memory does
 * not grow with the body. A list under `catalog` is read only once the whole body is known to have no `items`.
 */
export const read: ReadSource = async function* ({ path, options }) {
  const reading = JsonReading.parse(options ?? {});
  const charset = await charsetOf(path, reading.charset);
  const first = yield* readList({ path, charset, reading, wanted: 'items' });
  if (first.lists.has('catalog') && !first.lists.has('items'))
    return (yield* readList({ path, charset, reading, wanted: 'catalog' })).head;
  return first.head;
};

interface Order {
  readonly path: string;
  readonly charset: string;
  readonly reading: JsonReading;
  readonly wanted: ListKey;
}

/** The rows of a bare list, or of the wanted one; every other list is checked and passed over. */
async function* readList({ path, charset, reading, wanted }: Order) {
  const lists = new Set<ListKey | undefined>();
  const extras = new Map<string, unknown>();
  let rows: ReadRow[] = [];
  let index = 0;
  let taking = false;
  const splitter = createSplitter({
    list: (key) => {
      lists.add(key);
      taking = key === undefined || key === wanted;
    },
    element: (value) => {
      if (!taking) return;
      rows.push(readItem(value, index, reading));
      index += 1;
    },
    extra: (key, value) => {
      if (HEAD.has(key)) extras.set(key, value);
    },
  });
  for await (const { text, bytes } of decoded(path, charset)) {
    splitter.feed(text);
    if (rows.length === 0) continue;
    yield { rows, bytes };
    rows = [];
  }
  splitter.end();
  return { head: headOf(extras), lists };
}

const headOf = (extras: ReadonlyMap<string, unknown>): LoadHead => {
  const session = extras.get('session_id');
  const named =
    typeof session === 'string' || typeof session === 'number' ? cleanText(String(session)).trim() : '';
  return {
    full: readFlag(extras.get('full')) === true,
    allowEmpty: readFlag(extras.get('allow_empty')) === true,
    page: countOf(extras.get('page')),
    pages: countOf(extras.get('pages')),
    sessionId: named === '' ? undefined : named.slice(0, LONGEST_SESSION).toWellFormed(),
  };
};

const countOf = (value: unknown): number | undefined => {
  const count = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof count === 'number' && Number.isInteger(count) && count >= 0 && count < 2 ** 31
    ? count
    : undefined;
};
