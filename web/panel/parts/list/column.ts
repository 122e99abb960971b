import type { LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** One column of a table; on a phone one line of a card. */
export interface Column<Item> {
  /** Unique among the columns. */
  readonly key: string;
  readonly title: string;
  readonly cell: (item: Item) => ReactNode;
  /** The word the list is sorted by; without it the header is no button. */
  readonly sort?: string;
  /** Any CSS width; columns without one share what is left. */
  readonly width?: string;
  readonly align?: 'end';
  /** For what reads badly on two lines: phones, codes. */
  readonly nowrap?: boolean;
  /**
   * On a phone: `title` heads the card (and carries its link), `mark` stands before it, `plain` has no label,
   * `hidden` is left out.
   */
  readonly card?: 'title' | 'mark' | 'plain' | 'hidden';
}

/** An order that is not that of a column, though it is asked for by its word. */
export interface NamedSort {
  readonly sort: string;
  readonly title: string;
}

/** Where a row leads: what a `Link` of the router takes. */
export type RowLink = Pick<LinkProps, 'to' | 'params' | 'search'>;

export interface Rows<Item> {
  readonly items: readonly Item[];
  readonly columns: readonly Column<Item>[];
  readonly rowKey: (item: Item) => string;
  /** Makes the whole row a link, whose name is the cell of the `title` column (the first when none is). */
  readonly rowLink?: (item: Item) => RowLink | undefined;
  /** What the table holds, for screen readers. */
  readonly label: string;
}

/** The column that names a row. */
export const titleColumn = <Item>(columns: readonly Column<Item>[]): Column<Item> | undefined =>
  columns.find(({ card }) => card === 'title') ?? columns[0];
