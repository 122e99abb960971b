import { CatchBoundary, useRouter } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTexts } from '../locale/locale.tsx';
import { pageTitles } from '../pages/texts.ts';
import { overlay, useOverlay } from './overlay.ts';
import { OwnCommands } from './own-commands.tsx';
import { type NavPage, useNavPages } from './pages.ts';
import { useShortcut } from './shortcuts.ts';
import { shellTexts } from './texts.ts';

const Palette = lazy(() => import('./palette/palette.tsx'));
const ShortcutSheet = lazy(() => import('./shortcut-sheet.tsx'));

/** The palette, the sheet of shortcuts, and the keys that work on every page. */
export const Overlays = () => {
  const texts = useTexts(shellTexts);
  const shown = useOverlay();
  const pages = useNavPages();
  const toggle = (name: 'palette' | 'shortcuts') => (shown === name ? overlay.hide() : overlay.show(name));
  useShortcut('mod+k', texts.find, () => toggle('palette'));
  useShortcut('/', texts.toSearch, toSearch);
  useShortcut('?', texts.shortcuts, () => toggle('shortcuts'));
  return (
    <>
      <OwnCommands />
      {pages.map((page) => (
        <GoTo key={page.name} page={page} />
      ))}
      <CatchBoundary getResetKey={() => shown ?? ''} errorComponent={() => null}>
        <Suspense fallback={null}>
          {shown === 'palette' && <Palette onClose={overlay.hide} />}
          {shown === 'shortcuts' && <ShortcutSheet onClose={overlay.hide} />}
        </Suspense>
      </CatchBoundary>
    </>
  );
};

/** `g` and the letter of a page. */
const GoTo = ({ page }: { readonly page: NavPage }) => {
  const { goTo } = useTexts(shellTexts);
  const title = useTexts(pageTitles)[page.name];
  const router = useRouter();
  useShortcut(`g ${page.nav.letter}`, goTo(title), () => router.navigate({ to: page.path }));
  return null;
};

/** The search field of the page; the palette, where there is none. */
const toSearch = (): void => {
  const field = document.querySelector<HTMLElement>('main input[type="search"]');
  if (field) field.focus();
  else overlay.show('palette');
};
