import { useBlocker } from '@tanstack/react-router';
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { settingsTexts } from './texts.ts';

type Tell = (key: string, dirty: boolean) => void;

const Unsaved = createContext<Tell>(() => {});

/** Tells the page that something in it was written and not saved. */
export const useUnsaved = (key: string, dirty: boolean): void => {
  const tell = use(Unsaved);
  useEffect(() => {
    tell(key, dirty);
    return () => tell(key, false);
  }, [tell, key, dirty]);
};

/** Asks before the page is left while something below is not saved: what was written would be lost. */
export const UnsavedGuard = ({ children }: { readonly children: ReactNode }) => {
  const texts = useTexts(settingsTexts);
  const [dirty, setDirty] = useState<ReadonlySet<string>>(new Set());
  const tell = useMemo<Tell>(
    () => (key, isDirty) =>
      setDirty((known) =>
        known.has(key) === isDirty
          ? known
          : new Set(isDirty ? [...known, key] : [...known].filter((one) => one !== key)),
      ),
    [],
  );
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname,
    enableBeforeUnload: dirty.size > 0,
    disabled: dirty.size === 0,
    withResolver: true,
  });
  return (
    <Unsaved value={tell}>
      {children}
      <Confirm
        opened={status === 'blocked'}
        onClose={() => reset?.()}
        title={texts.leaveTitle}
        action={texts.leave}
        onConfirm={() => proceed?.()}
      >
        {texts.leaveText}
      </Confirm>
    </Unsaved>
  );
};
