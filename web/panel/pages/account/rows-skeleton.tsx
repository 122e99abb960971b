import { Skeleton } from '@mantine/core';

/** The outline of two rows. */
export const RowsSkeleton = () => (
  <div className="account-rows" aria-hidden="true">
    <Skeleton height={44} />
    <Skeleton height={44} />
  </div>
);
