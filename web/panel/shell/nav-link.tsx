import { VisuallyHidden } from '@mantine/core';
import { Link, useMatches } from '@tanstack/react-router';
import { useLocale, useTexts } from '../locale/locale.tsx';
import { pageTitles } from '../pages/texts.ts';
import { useCount } from './counters.ts';
import type { NavPage } from './pages.ts';
import { shellTexts } from './texts.ts';

/** One page in a navigation: its picture, its name, and how much waits there. */
export const NavLink = ({
  page,
  className,
  onClick,
}: {
  readonly page: NavPage;
  readonly className: string;
  readonly onClick?: () => void;
}) => {
  const here = useHere();
  const Icon = page.nav.icon;
  return (
    <Link
      to={page.path}
      className={className}
      aria-current={here === page.name ? 'page' : undefined}
      {...(onClick ? { onClick } : {})}
    >
      <Icon size={20} stroke={1.7} />
      <span className="nav-name">{useTexts(pageTitles)[page.name]}</span>
      <NavCount count={useCount(page.name)} />
    </Link>
  );
};

/** How much waits behind a place of the navigation; nothing for 0. */
export const NavCount = ({ count }: { readonly count: number }) => {
  const texts = useTexts(shellTexts);
  const words = new Intl.NumberFormat(useLocale()).format(count);
  if (count === 0) return null;
  return (
    <>
      <span className="nav-count" aria-hidden="true">
        {count > 99 ? '99+' : words}
      </span>
      <VisuallyHidden>, {texts.waiting(words)}</VisuallyHidden>
    </>
  );
};

/** The page of the navigation that the open one belongs to. */
const useHere = () =>
  useMatches({
    select: (matches) => {
      const page = matches.at(-1)?.staticData.page;
      return page?.within ?? page?.name;
    },
  });
