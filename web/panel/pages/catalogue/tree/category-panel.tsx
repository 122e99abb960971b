import { TextInput, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { countIn } from '../figures.ts';
import { catalogueTexts } from '../texts.ts';
import { CategoryTree } from './category-tree.tsx';
import { useOpenBranches } from './open-branches.ts';
import { above, findCategories, rowsOf, type Tree } from './tree.ts';

/** From so many categories on, one is rather searched for than looked for. */
const MANY = 12;

/** The categories: all goods, a field to find one, and the tree. */
export const CategoryPanel = ({
  tree,
  chosen,
  onChoose,
}: {
  readonly tree: Tree;
  readonly chosen: number | undefined;
  /** Undefined: all goods. */
  readonly onChoose: (id: number | undefined) => void;
}) => {
  const texts = useTexts(catalogueTexts);
  const locale = useLocale();
  const { opened, toggle, open } = useOpenBranches();
  const [words, setWords] = useState('');
  const settled = useDeferredValue(words);
  const found = useMemo(() => findCategories(tree, settled), [tree, settled]);
  // What a search shows is open; closing a line then closes it for this search only.
  const [closed, setClosed] = useState<ReadonlySet<number>>(new Set());
  // Kept while nothing of it changes: thousands of lines may be open.
  const rows = useMemo(
    () =>
      found
        ? rowsOf(
            tree.roots,
            (id) => !closed.has(id),
            (id) => found.shown.has(id),
          )
        : rowsOf(tree.roots, (id) => opened.has(id)),
    [tree, found, closed, opened],
  );

  useEffect(() => {
    if (chosen !== undefined) open(above(tree.byId.get(chosen)).map(({ category }) => category.id));
  }, [tree, chosen, open]);

  const search = (typed: string): void => {
    setWords(typed);
    setClosed(new Set());
  };
  const toggleFound = (id: number, opened: boolean): void => {
    const next = new Set(closed);
    if (opened) next.delete(id);
    else next.add(id);
    setClosed(next);
  };
  const all = tree.roots.reduce((sum, { category }) => sum + category.products, 0);

  return (
    <div className="catalogue-panel">
      {tree.byId.size >= MANY && (
        <TextInput
          type="search"
          size="sm"
          aria-label={texts.findCategory}
          placeholder={texts.findCategory}
          value={words}
          leftSection={<IconSearch size={16} />}
          onChange={(event) => search(event.currentTarget.value)}
        />
      )}
      <div className="catalogue-tree-scroll">
        {!found && (
          <UnstyledButton
            className="catalogue-branch catalogue-all"
            aria-pressed={chosen === undefined}
            onClick={() => onChoose(undefined)}
          >
            <span className="catalogue-branch-title">{texts.allGoods}</span>
            <span className="catalogue-count">{countIn(locale, all)}</span>
          </UnstyledButton>
        )}
        {rows.length > 0 && (
          <CategoryTree
            rows={rows}
            chosen={chosen}
            matches={found?.matches}
            onChoose={onChoose}
            onToggle={found ? toggleFound : toggle}
          />
        )}
        <p role="status" className="catalogue-note">
          {found && rows.length === 0 && texts.noCategory}
          {found && found.more > 0 && texts.moreCategories(found.more)}
        </p>
      </div>
    </div>
  );
};
