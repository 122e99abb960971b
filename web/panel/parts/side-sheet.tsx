import type { ReactNode } from 'react';
import { Dialog } from './dialog.tsx';
import './side-sheet.css';

interface SheetProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog as high as the window, beside a list: all that is known of one of its rows. See `opened.ts`. */
export const SideSheet = ({ title, onClose, children }: SheetProps) => (
  <Dialog title={title} className="side-sheet" onClose={onClose}>
    {children}
  </Dialog>
);

/** A part of a sheet under its heading. */
export const SheetSection = ({ title, children }: Omit<SheetProps, 'onClose'>) => (
  <section>
    <h3 className="side-sheet-heading">{title}</h3>
    {children}
  </section>
);

/** What somebody said, in their words. */
export const SheetQuote = ({ children }: { readonly children: ReactNode }) => (
  <blockquote className="side-sheet-quote">{children}</blockquote>
);

/** What a machine said, as it said it; `bad`: what went wrong. */
export const SheetCode = ({
  bad = false,
  children,
}: {
  readonly bad?: boolean;
  readonly children: string;
}) => (
  <pre className="side-sheet-code" data-bad={bad || undefined} lang={bad ? 'en' : undefined}>
    {children}
  </pre>
);
