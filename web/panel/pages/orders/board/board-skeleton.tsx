import { Skeleton } from '@mantine/core';
import { STATUSES } from '../queries.ts';

/** The board while it is loaded. */
export const BoardSkeleton = () => (
  <div className="orders-board" aria-hidden="true">
    {STATUSES.map((status) => (
      <div key={status} className="orders-column">
        <Skeleton height={24} width="60%" />
        <Skeleton height={96} />
        <Skeleton height={96} />
      </div>
    ))}
  </div>
);
