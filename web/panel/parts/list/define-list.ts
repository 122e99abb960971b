/** What a filter takes: one of these words, any text, or a day such as `2026-11-21`. */
export type FilterSpec = readonly string[] | 'text' | 'date';

/** What a list can be asked for; the same words as its route takes. */
export interface ListDefinition<
  Sort extends string = string,
  Filters extends Readonly<Record<string, FilterSpec>> = Readonly<Record<string, FilterSpec>>,
> {
  readonly sorts: readonly Sort[];
  readonly usual: Sort | `-${Sort}`;
  readonly filters: Filters;
}

type FilterValue<Spec> = Spec extends readonly (infer Word)[] ? Word : string;

/** What one page of the list is asked with. */
export type ListQuery<Definition extends ListDefinition> = {
  readonly page: number;
  readonly size: number;
  readonly sort: Definition['sorts'][number] | `-${Definition['sorts'][number]}`;
  readonly q?: string;
} & {
  readonly [Name in keyof Definition['filters']]?: FilterValue<Definition['filters'][Name]>;
};

/** What stands after `?` in the address of a page. */
export type Words = Readonly<Record<string, string | undefined>>;

export const PAGE_SIZES = [25, 50, 100] as const;
const SIZE = PAGE_SIZES[0];
const LAST_PAGE = 1_000_000;

/** Names what a list can be asked for: `defineList({ sorts: ['name'], usual: 'name', filters: { role: ROLES } })`. */
export const defineList = <
  const Sort extends string,
  const Filters extends Readonly<Record<string, FilterSpec>>,
>(
  definition: ListDefinition<Sort, Filters>,
): ListDefinition<Sort, Filters> => definition;

/** Reads the address; words that the list does not know count as not said. */
export const readList = <Definition extends ListDefinition>(
  { sorts, usual, filters }: Definition,
  words: Words,
): ListQuery<Definition> => {
  const page = wholeNumber(words.page, 1, LAST_PAGE) ?? 1;
  const size = PAGE_SIZES.find((one) => String(one) === words.size) ?? SIZE;
  const sort = sorts.includes((words.sort ?? '').replace(/^-/, '')) ? words.sort : usual;
  const q = words.q?.trim().slice(0, 200);
  const kept = Object.entries(filters).flatMap(([name, spec]) => {
    const value = words[name]?.trim();
    return value && fits(spec, value) ? [[name, value]] : [];
  });
  const query = { page, size, sort, ...(q ? { q } : {}), ...Object.fromEntries(kept) };
  return query as ListQuery<Definition>;
};

/** The words of an address for a query; what is usual is left out. */
export const writeList = <Definition extends ListDefinition>(
  { usual }: Definition,
  { page, size, sort, ...others }: ListQuery<Definition>,
): Words => ({
  ...(others as Words),
  ...(sort === usual ? {} : { sort }),
  ...(page === 1 ? {} : { page: String(page) }),
  ...(size === SIZE ? {} : { size: String(size) }),
});

/** Whether anything is searched or filtered. */
export const isNarrowed = ({ filters }: ListDefinition, query: object): boolean =>
  ['q', ...Object.keys(filters)].some((name) => name in query);

/** The same table as CSV: everything but the paging. */
export const csvAddress = (path: string, query: object): string => {
  const words = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      name === 'page' || name === 'size' || value === undefined ? [] : [[name, String(value)]],
    ),
  );
  return `${path}?${words}`;
};

const fits = (spec: FilterSpec, value: string): boolean => {
  if (spec === 'text') return value.length <= 200;
  if (spec === 'date') return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
  return spec.includes(value);
};

const wholeNumber = (word: string | undefined, least: number, most: number): number | undefined => {
  const number = Number(word);
  return word !== undefined && Number.isInteger(number) && number >= least && number <= most
    ? number
    : undefined;
};
