import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PageName } from '../pages/options.ts';
import { usePages } from '../shell/pages.ts';
import './page-link.css';

interface PageLinkProps {
  readonly to: PageName;
  /** Which one of those that the page shows. */
  readonly id?: string | undefined;
  readonly search?: Readonly<Record<string, string>>;
  readonly className?: string;
  /** Stands there for those who may not open the page. */
  readonly otherwise?: ReactNode;
  readonly children: ReactNode;
}

/** A link to a page of the panel by its name, for those who may open it. */
export const PageLink = ({
  to,
  id,
  search,
  className = 'page-link',
  otherwise = null,
  children,
}: PageLinkProps) => {
  const page = usePages().find(({ name }) => name === to);
  if (!page) return otherwise;
  return (
    <Link to={addressOf(page.path, id)} {...(search ? { search } : {})} className={className}>
      {children}
    </Link>
  );
};

/** `/people/$id` has the place of the id in it; after `/conversations` it may follow. */
const addressOf = (path: string, id: string | undefined): string =>
  id === undefined ? path : `${path.replace(/\/\$id$/, '')}/${id}`;
