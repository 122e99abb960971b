import type { Category } from '../queries.ts';

/** A category with its place in the tree. */
export interface Branch {
  readonly category: Category;
  parent: Branch | undefined;
  readonly children: Branch[];
}

/** The whole tree: where it begins, and everything by id. */
export interface Tree {
  readonly roots: readonly Branch[];
  readonly byId: ReadonlyMap<number, Branch>;
}

/** One line of the tree as it is open now; the figures are those of `aria-level`, `-posinset` and `-setsize`. */
export interface TreeRow {
  readonly branch: Branch;
  readonly level: number;
  readonly place: number;
  readonly of: number;
  /** Undefined: there is nothing to open. */
  readonly open: boolean | undefined;
}

/** Categories that words find: as many as can be shown, and how many more there are. */
export interface FoundCategories {
  readonly shown: ReadonlySet<number>;
  readonly matches: ReadonlySet<number>;
  readonly more: number;
}

/** Matches of a search that are shown at once. */
const MOST_FOUND = 200;

/** Puts a flat list into a tree, sisters in its order; what names a parent that is not there, begins a tree of its own. */
export const growTree = (categories: readonly Category[]): Tree => {
  const byId = new Map<number, Branch>();
  for (const category of categories) byId.set(category.id, { category, parent: undefined, children: [] });
  const roots: Branch[] = [];
  for (const { id, parent_id } of categories) {
    const branch = byId.get(id);
    const parent = parent_id === null ? undefined : byId.get(parent_id);
    if (!branch) continue;
    branch.parent = parent;
    (parent?.children ?? roots).push(branch);
  }
  return { roots, byId };
};

/** The lines of the tree, of what is open only. */
export const rowsOf = (
  roots: readonly Branch[],
  isOpen: (id: number) => boolean,
  isShown: (id: number) => boolean = () => true,
): readonly TreeRow[] => {
  const rows: TreeRow[] = [];
  const linesOf = (branches: readonly Branch[], level: number): TreeRow[] => {
    const shown = branches.filter(({ category }) => isShown(category.id));
    return shown.map((branch, index) => {
      const inner = branch.children.some(({ category }) => isShown(category.id));
      const open = inner ? isOpen(branch.category.id) : undefined;
      return { branch, level, place: index + 1, of: shown.length, open };
    });
  };
  // No recursion: 1C may send a chain of any depth.
  const left = linesOf(roots, 1).reverse();
  for (let row = left.pop(); row; row = left.pop()) {
    rows.push(row);
    if (row.open) left.push(...linesOf(row.branch.children, row.level + 1).reverse());
  }
  return rows;
};

/** What stands above a branch, from the root; without the branch itself. */
export const above = (branch: Branch | undefined): readonly Branch[] => {
  const way: Branch[] = [];
  for (let one = branch?.parent; one; one = one.parent) way.unshift(one);
  return way;
};

/** The categories whose titles have every word, with all that stands above them; undefined: no words. */
export const findCategories = (tree: Tree, words: string): FoundCategories | undefined => {
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return undefined;
  const found = [...tree.byId.values()].filter(({ category }) => {
    const title = plain(category.title);
    return wanted.every((word) => title.includes(word));
  });
  const kept = found.slice(0, MOST_FOUND);
  return {
    matches: new Set(kept.map(({ category }) => category.id)),
    shown: new Set(kept.flatMap((branch) => [...above(branch), branch]).map(({ category }) => category.id)),
    more: found.length - kept.length,
  };
};

/** Small letters; the Russian «yo» is written as «ye» by many. */
const plain = (text: string): string => text.toLocaleLowerCase().replaceAll('\u0451', '\u0435');
