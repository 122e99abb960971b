import { Skeleton } from '@mantine/core';
import { useTexts } from '../locale/locale.tsx';
import { partTexts } from './texts.ts';

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f'];

/** The outline of a page while it is loaded, where its parts will be. */
export const PageSkeleton = () => (
  <div className="page-skeleton" role="status" aria-label={useTexts(partTexts).loading}>
    <Skeleton height={30} width="14rem" />
    <Skeleton height={36} width="100%" mt="lg" />
    {ROWS.map((row) => (
      <Skeleton key={row} height={44} width="100%" mt="xs" />
    ))}
  </div>
);
