import type { TreeRow } from './tree.ts';

/** What a key does in the tree. */
export type TreeMove =
  | { readonly kind: 'go'; readonly id: number }
  | { readonly kind: 'choose'; readonly id: number }
  | { readonly kind: 'open'; readonly ids: readonly number[] }
  | { readonly kind: 'close'; readonly ids: readonly number[] };

/** The keys of a tree as WAI-ARIA has them; undefined: the key is none of the tree's. */
export const keyMove = (
  key: string,
  rows: readonly TreeRow[],
  current: number | undefined,
): TreeMove | undefined => {
  const at = rows.findIndex(({ branch }) => branch.category.id === current);
  const row = rows[at];
  if (!row) return undefined;
  const go = (target: TreeRow | undefined): TreeMove | undefined =>
    target && { kind: 'go', id: target.branch.category.id };
  const { id } = row.branch.category;
  switch (key) {
    case 'ArrowDown':
      return go(rows[at + 1] ?? row);
    case 'ArrowUp':
      return go(rows[at - 1] ?? row);
    case 'Home':
      return go(rows[0]);
    case 'End':
      return go(rows.at(-1));
    case 'ArrowRight':
      if (row.open === undefined) return go(row);
      return row.open ? go(rows[at + 1]) : { kind: 'open', ids: [id] };
    case 'ArrowLeft': {
      if (row.open) return { kind: 'close', ids: [id] };
      return go(rows.findLast(({ level }, index) => index < at && level < row.level) ?? row);
    }
    case '*':
      return { kind: 'open', ids: siblingsOf(rows, row) };
    case 'Enter':
    case ' ':
      return { kind: 'choose', id };
    default:
      return key.length === 1 ? go(nextNamed(rows, at, key)) : undefined;
  }
};

/** What can be opened beside a line. */
const siblingsOf = (rows: readonly TreeRow[], { branch: { parent } }: TreeRow): readonly number[] =>
  rows
    .filter(({ branch, open }) => branch.parent === parent && open === false)
    .map(({ branch }) => branch.category.id);

/** The next line after this one, and around, whose title begins with the letter. */
const nextNamed = (rows: readonly TreeRow[], at: number, letter: string): TreeRow | undefined => {
  const begins = ({ branch }: TreeRow) =>
    branch.category.title.toLocaleLowerCase().startsWith(letter.toLocaleLowerCase());
  return [...rows.slice(at + 1), ...rows.slice(0, at)].find(begins);
};
