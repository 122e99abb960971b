import { z } from 'zod';

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
]);
export type Place = z.infer<typeof Place>;

/** The way somebody came: the last place is where they are, «back» goes to the one before. */
export const Trail = z.array(Place).min(1);
export type Trail = z.infer<typeof Trail>;
/** Steps that «back» remembers: old buttons can be pressed for ever. */
const LONGEST_TRAIL = 50;

/** Values of the buttons that lead to another place. */
export const toSection = (id: number): string => `section:${id}`;
export const toGoods = (id: number): string => `goods:${id}`;
export const toProduct = (id: number): string => `product:${id}`;
export const toDescription = (id: number): string => `description:${id}`;
export const toPage = (page: number): string => `page:${page}`;
export const BACK = 'back';
export const HOME = 'home';

/** The way after a button was pressed: as it was for a button that leads nowhere, undefined for a new beginning. */
export const follow = (trail: Trail, value: string): Trail | undefined => {
  if (value === HOME) return undefined;
  if (value === BACK) return trail.length > 1 ? trail.slice(0, -1) : undefined;
  const [kind, number] = value.split(':');
  const here = trail.at(-1);
  const place = kind === 'page' ? { ...here, page: Number(number) } : { kind, id: Number(number), page: 1 };
  const { data } = Place.safeParse(place);
  if (!data) return trail;
  return kind === 'page' ? [...trail.slice(0, -1), data] : [...trail, data].slice(-LONGEST_TRAIL);
};
