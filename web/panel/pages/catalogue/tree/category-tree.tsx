import { IconChevronRight } from '@tabler/icons-react';
import { type KeyboardEvent, type MouseEvent, memo, useRef, useState } from 'react';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { countIn } from '../figures.ts';
import { catalogueTexts } from '../texts.ts';
import type { TreeRow } from './tree.ts';
import { keyMove } from './tree-keys.ts';

interface CategoryTreeProps {
  readonly rows: readonly TreeRow[];
  /** The category that the list shows. */
  readonly chosen: number | undefined;
  /** Those that were searched for, to be told from what merely stands above them. */
  readonly matches: ReadonlySet<number> | undefined;
  readonly onChoose: (id: number) => void;
  readonly onToggle: (id: number, open: boolean) => void;
}

/** Categories as a tree for keyboards and screen readers (WAI-ARIA); only what is open is drawn. */
export const CategoryTree = ({ rows, chosen, matches, onChoose, onToggle }: CategoryTreeProps) => {
  const texts = useTexts(catalogueTexts);
  const tree = useRef<HTMLDivElement>(null);
  const [reached, setReached] = useState<number>();
  const isThere = (id: number | undefined) => rows.some(({ branch }) => branch.category.id === id);
  const first = rows[0]?.branch.category.id;
  // The one line that the Tab key comes to.
  const current = [reached, chosen].find(isThere) ?? first;

  const reach = (id: number): void => {
    setReached(id);
    tree.current?.querySelector<HTMLElement>(`[data-id="${id}"]`)?.focus();
  };
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = keyMove(event.key, rows, current);
    if (!move) return;
    event.preventDefault();
    if (move.kind === 'go') reach(move.id);
    else if (move.kind === 'choose') onChoose(move.id);
    else for (const id of move.ids) onToggle(id, move.kind === 'open');
  };

  const click = ({ target }: MouseEvent): void => {
    if (!(target instanceof Element)) return;
    const row = rows.find(
      ({ branch }) => String(branch.category.id) === target.closest<HTMLElement>('[data-id]')?.dataset.id,
    );
    if (!row) return;
    const { id } = row.branch.category;
    setReached(id);
    if (row.open !== undefined && target.closest('.catalogue-twist')) onToggle(id, !row.open);
    else onChoose(id);
  };

  return (
    <div
      ref={tree}
      role="tree"
      aria-label={texts.categories}
      className="catalogue-tree"
      onKeyDown={press}
      onClick={click}
    >
      {rows.map((row) => {
        const { id } = row.branch.category;
        return (
          <TreeLine
            key={id}
            row={row}
            isChosen={id === chosen}
            isMatch={matches?.has(id) ?? true}
            isCurrent={id === current}
          />
        );
      })}
    </div>
  );
};

const TreeLine = memo(
  ({
    row: { branch, level, place, of, open },
    isChosen,
    isMatch,
    isCurrent,
  }: {
    readonly row: TreeRow;
    readonly isChosen: boolean;
    readonly isMatch: boolean;
    readonly isCurrent: boolean;
  }) => {
    const texts = useTexts(catalogueTexts);
    const locale = useLocale();
    const { id, title, products, hidden_products: hidden } = branch.category;
    const about = [
      texts.goods(products, countIn(locale, products)),
      ...(hidden > 0 ? [texts.hiddenIn(countIn(locale, hidden))] : []),
    ].join(', ');
    return (
      <div
        role="treeitem"
        data-id={id}
        data-dim={!isMatch || products === 0 || undefined}
        aria-level={level}
        aria-posinset={place}
        aria-setsize={of}
        aria-selected={isChosen}
        aria-label={`${title}, ${about}`}
        {...(open === undefined ? {} : { 'aria-expanded': open })}
        tabIndex={isCurrent ? 0 : -1}
        className="catalogue-branch"
        style={{ paddingInlineStart: indentOf(level) }}
        title={`${title}: ${about}`}
      >
        <span className="catalogue-twist" data-open={open} aria-hidden="true">
          {open !== undefined && <IconChevronRight size={16} stroke={2} />}
        </span>
        <span className="catalogue-branch-title">{title}</span>
        <span className="catalogue-count">{countIn(locale, products)}</span>
      </div>
    );
  },
);

/** Deep levels are told apart by less, so that their titles keep some room. */
const indentOf = (level: number): string =>
  `${0.125 + Math.min(level - 1, 6) * 0.875 + Math.max(level - 7, 0) * 0.25}rem`;
