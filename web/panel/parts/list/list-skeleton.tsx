import { Skeleton } from '@mantine/core';
import { useTexts } from '../../locale/locale.tsx';
import { partTexts } from '../texts.ts';

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** The outline of a list: as many lines and columns as a first page usually has. */
export const ListSkeleton = ({ columns }: { readonly columns: number }) => (
  <div className="list-skeleton" role="status" aria-label={useTexts(partTexts).loading}>
    {ROWS.map((row) => (
      <div key={row} className="list-skeleton-row">
        {Array.from({ length: Math.min(columns, 6) }, (_, index) => `${row}${index}`).map((cell) => (
          <Skeleton key={cell} height={14} radius="sm" />
        ))}
      </div>
    ))}
  </div>
);
