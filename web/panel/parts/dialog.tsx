import { IconX } from '@tabler/icons-react';
import { type MouseEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { useTexts } from '../locale/locale.tsx';
import { partTexts } from './texts.ts';

interface DialogProps {
  readonly onClose: () => void;
  /** Its name; shown as a heading with a button to close, unless it is `bare`. */
  readonly title: string;
  readonly className?: string;
  readonly bare?: boolean;
  readonly children: ReactNode;
}

/**
 * A dialog over the page while it is rendered; Esc and a press beside it close it, the focus returns. It begins
 * at the element with `data-autofocus`, else at the first that takes the focus.
 */
export const Dialog = ({ onClose, title, className = '', bare = false, children }: DialogProps) => {
  const { close } = useTexts(partTexts);
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const opened = dialog.current;
    opened?.showModal();
    opened?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => opened?.close();
  }, []);
  const named = bare ? { 'aria-label': title } : { 'aria-labelledby': heading };
  return (
    <dialog
      ref={dialog}
      className={`dialog ${className}`}
      {...named}
      onClose={onClose}
      onMouseDown={(event) => {
        if (isBeside(event)) onClose();
      }}
    >
      {!bare && (
        <div className="dialog-head">
          <h2 id={heading}>{title}</h2>
          <button type="button" className="dialog-close" aria-label={close} onClick={onClose}>
            <IconX size={20} stroke={1.7} />
          </button>
        </div>
      )}
      {children}
    </dialog>
  );
};

/** The press is on what lies under the dialog: a dialog takes those as its own. */
const isBeside = ({ currentTarget, clientX: x, clientY: y }: MouseEvent<HTMLDialogElement>): boolean => {
  const { left, right, top, bottom } = currentTarget.getBoundingClientRect();
  return x < left || x > right || y < top || y > bottom;
};
