import { describe, expect, it } from 'vitest';
import type { Category } from '../queries.ts';
import { above, findCategories, growTree, rowsOf } from './tree.ts';

const category = (id: number, parent_id: number | null, title: string): Category => ({
  id,
  parent_id,
  title,
  products: 1,
  hidden_products: 0,
});

const tree = growTree([
  category(3, 2, 'Болты'),
  category(1, null, 'Крепёж'),
  category(2, 1, 'Метизы'),
  category(4, null, 'Краски'),
  category(5, 99, 'Сирота'),
]);
const titles = (open: readonly number[]) =>
  rowsOf(tree.roots, (id) => open.includes(id)).map(
    ({ branch, level }) => `${level} ${branch.category.title}`,
  );

describe('the tree of categories', () => {
  it('shows what is open only, and keeps the order of what it is given', () => {
    expect(titles([])).toEqual(['1 Крепёж', '1 Краски', '1 Сирота']);
    expect(titles([1, 2])).toEqual(['1 Крепёж', '2 Метизы', '3 Болты', '1 Краски', '1 Сирота']);
    expect(titles([2])).toEqual(['1 Крепёж', '1 Краски', '1 Сирота']);
  });

  it('says which line is which of how many, and whether it opens', () => {
    expect(rowsOf(tree.roots, () => false).map(({ place, of, open }) => [place, of, open])).toEqual([
      [1, 3, false],
      [2, 3, undefined],
      [3, 3, undefined],
    ]);
  });

  it('knows what stands above', () => {
    expect(above(tree.byId.get(3)).map(({ category }) => category.title)).toEqual(['Крепёж', 'Метизы']);
    expect(above(undefined)).toEqual([]);
  });

  it.each([
    ['болт', [3], [1, 2, 3]],
    ['КРЕПЕЖ', [1], [1]],
    ['к', [1, 4], [1, 4]],
    ['мет из', [2], [1, 2]],
    ['гвозди', [], []],
  ])('"%s" finds %j and shows %j', (words, matches, shown) => {
    const found = findCategories(tree, words);
    expect([...(found?.matches ?? [])].sort()).toEqual(matches);
    expect([...(found?.shown ?? [])].sort()).toEqual(shown);
  });

  it('finds nothing without words, and cuts what is too much', () => {
    expect(findCategories(tree, '  ')).toBeUndefined();
    const wide = growTree(
      Array.from({ length: 3_000 }, (_, index) => category(index + 1, null, `Группа ${index}`)),
    );
    const found = findCategories(wide, 'группа');
    expect([found?.matches.size, found?.more]).toEqual([200, 2_800]);
  });

  it('grows a chain of thousands of levels', () => {
    const deep = growTree(
      Array.from({ length: 3_000 }, (_, index) =>
        category(index + 1, index === 0 ? null : index, `${index}`),
      ),
    );
    expect(rowsOf(deep.roots, () => true)).toHaveLength(3_000);
  });
});
