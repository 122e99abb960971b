import { useEffect, useRef, useSyncExternalStore } from 'react';
import { createShortcuts, type Shortcut } from './shortcut-keys.ts';

/** What is written into a field is no shortcut, and over a dialog only its own keys count. */
const isBusy = (target: EventTarget | null): boolean =>
  document.querySelector('dialog[open], [aria-modal="true"], :popover-open') !== null ||
  (target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input:not([type=checkbox], [type=radio]), textarea, select')));

const shortcuts = createShortcuts(isBusy);
document.addEventListener('keydown', shortcuts.press);

/**
 * Registers a shortcut while the component is there, and shows it in the sheet of `?`. Keys are those of the
 * Latin layout whatever layout is on: `g p` is one after the other, `mod+k` is Ctrl or ⌘.
 */
export const useShortcut = (keys: string, label: string, run: () => unknown, enabled = true): void => {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    if (!enabled) return;
    return shortcuts.add({ keys, label, run: () => latest.current() });
  }, [keys, label, enabled]);
};

/** What works now, one for each key. */
export const useShortcuts = (): readonly Shortcut[] =>
  useSyncExternalStore(shortcuts.subscribe, shortcuts.working);
