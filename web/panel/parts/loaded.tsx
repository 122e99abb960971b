import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { PageSkeleton } from './page-skeleton.tsx';
import { ErrorState } from './states.tsx';

interface LoadedProps<Data> {
  readonly query: UseQueryResult<Data>;
  /** The outline while nothing came yet; as high as what will come. */
  readonly skeleton?: ReactNode;
  readonly children: (data: Data) => ReactNode;
}

/** Content of a query: its outline while it loads, why it did not come, else the content. */
export const Loaded = <Data,>({ query, skeleton, children }: LoadedProps<Data>): ReactNode => {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <ErrorState error={query.error} onRetry={query.refetch} />;
  return skeleton ?? <PageSkeleton />;
};
