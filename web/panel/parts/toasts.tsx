import { notifications, useNotifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck, IconInfoCircle } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTexts } from '../locale/locale.tsx';
import { partTexts } from './texts.ts';

/** Long enough to read what was done and to reach the button by keyboard. */
const UNDO_MS = 10_000;

/** Short words in the corner after something was done. */
export const toast = {
  /** It was done. */
  done: (text: string): void => {
    notifications.show({ message: text, icon: <IconCheck size={18} />, color: 'teal' });
  },
  /** Something happened that nobody has to put right. */
  told: (text: string): void => {
    notifications.show({ message: text, icon: <IconInfoCircle size={18} />, color: 'blue' });
  },
  /** It was not; say in `text` what to do now. */
  failed: (text: string): void => {
    notifications.show({ message: text, icon: <IconAlertTriangle size={18} />, color: 'red' });
  },
  /** It was done and can be taken back by a button. */
  undo: (text: string, back: () => unknown): void => {
    const id = notifications.show({
      message: (
        <UndoLine
          text={text}
          onUndo={() => {
            notifications.hide(id);
            void back();
          }}
        />
      ),
      icon: <IconCheck size={18} />,
      color: 'teal',
      autoClose: UNDO_MS,
    });
  },
};

const UndoLine = ({ text, onUndo }: { readonly text: string; readonly onUndo: () => void }) => (
  <span className="undo-line">
    {text}
    <button type="button" onClick={onUndo}>
      {useTexts(partTexts).undo}
    </button>
  </span>
);

const Toaster = lazy(() => import('./toaster.tsx'));

/** Where toasts appear: once, beside the router; loaded when the first one comes. */
export const Toasts = () => {
  const { notifications: shown } = useNotifications();
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    if (shown.length > 0) setWanted(true);
  }, [shown]);
  return (
    wanted && (
      <Suspense fallback={null}>
        <Toaster />
      </Suspense>
    )
  );
};
