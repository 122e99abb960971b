import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import { useIsPhone } from '../media.ts';
import { type Column, type NamedSort, type RowLink, type Rows, titleColumn } from './column.ts';

interface DataTableProps<Item> extends Rows<Item> {
  /** The present order, such as `-name`. */
  readonly sort?: string;
  readonly onSort?: (sort: string) => void;
  /** The order that has a name of its own now. */
  readonly best?: NamedSort | undefined;
}

/** Rows in columns, and on a phone the same rows as cards; sorted by whoever shows it. */
export const DataTable = <Item,>(props: DataTableProps<Item>): ReactNode =>
  useIsPhone() ? <Cards {...props} /> : <Table {...props} />;

const Table = <Item,>(props: DataTableProps<Item>) => {
  const { items, columns, rowKey, rowLink, label, sort, onSort, best } = props;
  const title = titleColumn(columns);
  return (
    <table className="list-table" aria-label={label}>
      <colgroup>
        {columns.map(({ key, width }) => (
          <col key={key} {...(width === undefined ? {} : { style: { width } })} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map((column) => (
            <HeaderCell key={column.key} column={column} sort={sort} onSort={onSort} best={best} />
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => {
          const link = rowLink?.(item);
          return (
            <tr key={rowKey(item)} className={link ? 'list-row list-row-link' : 'list-row'}>
              {columns.map((column) => (
                <td key={column.key} data-align={column.align} data-nowrap={column.nowrap || undefined}>
                  {column === title ? <Linked to={link}>{column.cell(item)}</Linked> : column.cell(item)}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};

const HeaderCell = <Item,>({
  column: { title, sort: by, align },
  sort,
  onSort,
  best,
}: {
  readonly column: Column<Item>;
  readonly sort: string | undefined;
  readonly onSort: ((sort: string) => void) | undefined;
  readonly best: NamedSort | undefined;
}) => {
  if (by === undefined || !onSort)
    return (
      <th scope="col" data-align={align}>
        {title}
      </th>
    );
  if (best && by === best.sort && sort === by)
    return (
      <th scope="col" data-align={align} aria-sort="other">
        <button type="button" onClick={() => onSort(`-${by}`)}>
          {title}
          <span className="list-best">{best.title}</span>
        </button>
      </th>
    );
  const order = sort === by ? 'ascending' : sort === `-${by}` ? 'descending' : 'none';
  const Arrow = { ascending: IconArrowUp, descending: IconArrowDown, none: IconArrowsSort }[order];
  return (
    <th scope="col" data-align={align} aria-sort={order}>
      <button type="button" onClick={() => onSort(order === 'ascending' ? `-${by}` : by)}>
        {title}
        <Arrow size={14} stroke={2} className="list-arrow" aria-hidden="true" />
      </button>
    </th>
  );
};

const Cards = <Item,>({ items, columns, rowKey, rowLink, label }: DataTableProps<Item>) => {
  const title = titleColumn(columns);
  const marks = columns.filter(({ card }) => card === 'mark');
  const lines = columns.filter(
    (column) => column !== title && !(column.card === 'hidden' || column.card === 'mark'),
  );
  return (
    <ul className="list-cards" aria-label={label}>
      {items.map((item) => {
        const link = rowLink?.(item);
        return (
          <li key={rowKey(item)} className={link ? 'list-card list-row-link' : 'list-card'}>
            <div className="list-card-title">
              {marks.map(({ key, cell }) => (
                <Fragment key={key}>{cell(item)}</Fragment>
              ))}
              <Linked to={link}>{title?.cell(item)}</Linked>
            </div>
            <dl>
              {lines.map(({ key, title: name, cell, card }) => {
                const value = cell(item);
                if (isNothing(value)) return null;
                return (
                  <div key={key} className="list-card-line">
                    <dt className={card === 'plain' ? 'list-unseen' : undefined}>{name}</dt>
                    <dd>{value}</dd>
                  </div>
                );
              })}
            </dl>
          </li>
        );
      })}
    </ul>
  );
};

/** What a card leaves out. */
const isNothing = (value: ReactNode): boolean =>
  value === null ||
  value === undefined ||
  value === false ||
  value === '' ||
  (Array.isArray(value) && value.length === 0);

const Linked = ({ to, children }: { readonly to: RowLink | undefined; readonly children: ReactNode }) =>
  to ? (
    <Link {...to} className="list-link">
      {children}
    </Link>
  ) : (
    children
  );
