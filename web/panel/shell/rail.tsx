import { Link } from '@tanstack/react-router';
import { useTexts } from '../locale/locale.tsx';
import { DESKS } from '../pages/options.ts';
import { Logo } from './logo.tsx';
import { NavLink } from './nav-link.tsx';
import { useNavPages } from './pages.ts';
import { shellTexts } from './texts.ts';

/** The navigation at the side of a desk's screen. */
export const Rail = () => {
  const texts = useTexts(shellTexts);
  return (
    <nav className="rail" aria-label={texts.navigation}>
      <Link to="/" className="rail-brand">
        <Logo />
        {texts.product}
      </Link>
      <DeskGroups className="rail-link" />
    </nav>
  );
};

/** The pages in their groups. */
export const DeskGroups = ({
  className,
  onFollow,
}: {
  readonly className: string;
  readonly onFollow?: () => void;
}) => {
  const { desks } = useTexts(shellTexts);
  const pages = useNavPages();
  return DESKS.map((desk) => {
    const own = pages.filter((page) => page.nav.desk === desk);
    if (own.length === 0) return null;
    return (
      <section key={desk} className="desk" aria-label={desks[desk]}>
        <p className="desk-name" aria-hidden="true">
          {desks[desk]}
        </p>
        <ul>
          {own.map((page) => (
            <li key={page.name}>
              <NavLink page={page} className={className} {...(onFollow ? { onClick: onFollow } : {})} />
            </li>
          ))}
        </ul>
      </section>
    );
  });
};
