import { z } from 'zod';

/** Characters of a query that are remembered, and looked for. */
export const LONGEST_QUERY = 300;

const Id = z.int().positive();
const Page = z.int().positive();

/** Where in the catalogue somebody is. */
export const Place = z.discriminatedUnion('kind', [
  /** What a section holds (null: the first level): sections, or goods when there are none. */
  z.object({ kind: z.literal('section'), id: Id.nullable(), page: Page }),
  /** The goods of a section that holds sections, too. */
  z.object({ kind: z.literal('goods'), id: Id, page: Page }),
  z.object({ kind: z.literal('product'), id: Id }),
  z.object({ kind: z.literal('description'), id: Id }),
  /** What a search found. `searchId`: in the journal of searches; null where nobody noted it. */
  z.object({
    kind: z.literal('results'),
    query: z.string().min(1).max(LONGEST_QUERY),
    page: Page,
    searchId: Id.nullable(),
  }),
  /** Goods like this one. */
  z.object({ kind: z.literal('similar'), id: Id, page: Page }),
  /** How much of a product shall be ordered. `unread`: what was said instead of an amount, and what is wrong with it. */
  z.object({
    kind: z.literal('amount'),
    id: Id,
    unread: z.object({ said: z.string().max(LONGEST_QUERY), why: z.string() }).optional(),
  }),
  /** So much was put into the cart, where there was so much before. */
  z.object({ kind: z.literal('added'), id: Id, wanted: z.string(), before: z.string() }),
]);
export type Place = z.infer<typeof Place>;
export type PlaceOf<Kind extends Place['kind']> = Extract<Place, { readonly kind: Kind }>;

/** The way somebody came: the last place is where they are, «back» goes to the one before. */
export const Trail = z.array(Place).min(1);
export type Trail = z.infer<typeof Trail>;
/** Steps that «back» remembers: old buttons can be pressed for ever. */
const LONGEST_TRAIL = 50;

/** Values of the buttons that lead to another place. */
export const toSection = (id: number): string => `section:${id}`;
export const toGoods = (id: number): string => `goods:${id}`;
/** `position`: among the hits of the search that found it. */
export const toProduct = (id: number, position?: number): string =>
  `product:${id}${position === undefined ? '' : `:${position}`}`;
export const toDescription = (id: number): string => `description:${id}`;
export const toSimilar = (id: number): string => `similar:${id}`;
export const toAmount = (id: number): string => `amount:${id}`;
/** `qty`: in the unit of the product. */
export const toAdd = (id: number, qty: string): string => `add:${id}:${qty}`;
export const toPage = (page: number): string => `page:${page}`;
export const BACK = 'back';
export const HOME = 'home';
/** Back to the goods after something was put into the cart. */
export const ONWARD = 'onward';

const FIND = 'find:';
/** The value of a button that searches for something. */
export const toResults = (query: string): string => `${FIND}${query}`;
/** What such a button searches for; undefined for any other. */
export const queryIn = (value: string): string | undefined =>
  value.startsWith(FIND) ? value.slice(FIND.length) : undefined;

/** The way after a button was pressed: as it was for a button that leads nowhere, undefined for a new beginning. */
export const follow = (trail: Trail, value: string): Trail | undefined => {
  if (value === HOME) return undefined;
  if (value === BACK) return trail.length > 1 ? trail.slice(0, -1) : undefined;
  if (value === ONWARD) return onward(trail);
  const [kind, number] = value.split(':');
  const here = trail.at(-1);
  const place = kind === 'page' ? { ...here, page: Number(number) } : { kind, id: Number(number), page: 1 };
  const { data } = Place.safeParse(place);
  if (!data) return trail;
  return kind === 'page' ? [...trail.slice(0, -1), data] : arriveAt(trail, data);
};

/** The way with one more place at its end; results of the very query one looks at take their place. */
export const arriveAt = (trail: readonly Place[], place: Place): Trail => {
  const here = trail.at(-1);
  const isSame = here?.kind === 'results' && place.kind === 'results' && here.query === place.query;
  return [...(isSame ? trail.slice(0, -1) : trail), place].slice(-LONGEST_TRAIL);
};

/** What a button puts into the cart; undefined when it puts nothing. */
export const additionIn = (value: string): { readonly id: number; readonly qty: string } | undefined => {
  const [, id, qty] = /^add:(\d{1,15}):([\d.]{1,30})$/.exec(value) ?? [];
  return id === undefined || qty === undefined ? undefined : { id: Number(id), qty };
};

/** The product that somebody looks at or is asked an amount of. */
export const productAt = (trail: Trail): PlaceOf<'product' | 'amount' | 'added'> | undefined => {
  const here = trail.at(-1);
  return here?.kind === 'product' || here?.kind === 'amount' || here?.kind === 'added' ? here : undefined;
};

/** The way with another place at its end than the steps of ordering that may stand there. */
export const afterOrdering = (trail: Trail, place: Place): Trail =>
  arriveAt(
    trail.filter(({ kind }) => kind !== 'amount' && kind !== 'added'),
    place,
  );

/** The list that one came from; undefined when there was none. */
const onward = (trail: Trail): Trail | undefined => {
  const at = trail.findLastIndex(({ kind }) => LISTS.has(kind));
  return at < 0 ? undefined : trail.slice(0, at + 1);
};
const LISTS: ReadonlySet<Place['kind']> = new Set(['section', 'goods', 'results', 'similar']);

/** Which hit of a noted search the button opens; undefined when it opens none. */
export const choiceIn = (
  trail: Trail,
  value: string,
): { readonly searchId: number; readonly productId: number; readonly position: number } | undefined => {
  const here = trail.at(-1);
  const [, id, place] = /^product:(\d{1,15}):(\d{1,15})$/.exec(value) ?? [];
  if (here?.kind !== 'results' || here.searchId === null || id === undefined) return undefined;
  return { searchId: here.searchId, productId: Number(id), position: Number(place) };
};
