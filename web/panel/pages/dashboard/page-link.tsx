import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { usePages } from '../../shell/pages.ts';
import type { PageName } from '../options.ts';

/** A link to a page of the panel by its name; for those who may not open it, what stands there otherwise. */
export const PageLink = ({
  to,
  id,
  search,
  className = 'dashboard-link',
  otherwise = null,
  children,
}: {
  readonly to: PageName;
  /** Which one of those that the page shows. */
  readonly id?: string;
  readonly search?: Readonly<Record<string, string>>;
  readonly className?: string;
  readonly otherwise?: ReactNode;
  readonly children: ReactNode;
}) => {
  const page = usePages().find(({ name }) => name === to);
  if (!page) return otherwise;
  return (
    <Link
      to={id === undefined ? page.path : `${page.path}/${id}`}
      {...(search ? { search } : {})}
      className={className}
    >
      {children}
    </Link>
  );
};
