import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../locale/locale.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { useCount } from './counters.ts';
import { NavCount, NavLink } from './nav-link.tsx';
import { useNavPages } from './pages.ts';
import { DeskGroups } from './rail.tsx';
import { shellTexts } from './texts.ts';

/** The navigation under the thumb: the pages where most work is, and all of them in a sheet from below. */
export const BottomBar = () => {
  const texts = useTexts(shellTexts);
  const pages = useNavPages();
  const shown = pages.filter(({ nav }) => nav.thumb);
  const beyond = useCount(...pages.filter(({ nav }) => !nav.thumb).map(({ name }) => name));
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <nav className="bottom" aria-label={texts.navigation}>
      {shown.map((page) => (
        <NavLink key={page.name} page={page} className="bottom-link" />
      ))}
      {pages.length > shown.length && (
        <button type="button" className="bottom-link" aria-haspopup="dialog" onClick={() => setOpen(true)}>
          <IconDots size={20} stroke={1.7} />
          <span className="nav-name">{texts.more}</span>
          <NavCount count={beyond} />
        </button>
      )}
      {open && (
        <Dialog title={texts.moreTitle} className="more" onClose={close}>
          <DeskGroups className="more-link" onFollow={close} />
        </Dialog>
      )}
    </nav>
  );
};
