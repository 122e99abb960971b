import { IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../locale/locale.tsx';
import { ConnectionMark } from './connection-mark.tsx';
import { nameOfChord } from './key-names.ts';
import { Logo } from './logo.tsx';
import { overlay } from './overlay.ts';
import { shellTexts } from './texts.ts';
import { UserMenu } from './user-menu.tsx';

/** The line over every page: search, connection, the person's own menu. */
export const Header = () => {
  const texts = useTexts(shellTexts);
  return (
    <header className="top">
      <Link to="/" className="top-brand" aria-label={texts.product}>
        <Logo />
      </Link>
      <button
        type="button"
        className="top-find"
        onClick={() => overlay.show('palette')}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K"
      >
        <IconSearch size={18} stroke={1.7} />
        <span>{texts.find}</span>
        <span className="top-find-keys">{nameOfChord('mod+k')}</span>
      </button>
      <div className="top-end">
        <ConnectionMark />
        <UserMenu />
      </div>
    </header>
  );
};
