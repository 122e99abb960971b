import { type RefObject, useLayoutEffect, useRef } from 'react';

/** A row that moves in the list loses the focus in some browsers: it gets it back. */
export const useKeptFocus = (list: RefObject<HTMLElement | null>): void => {
  const focused = useRef<Element | null>(null);
  useLayoutEffect(() => {
    const before = focused.current;
    if (
      before instanceof HTMLElement &&
      list.current?.contains(before) &&
      document.activeElement === document.body
    )
      before.focus({ preventScroll: true });
    focused.current = null;
    return () => {
      focused.current = list.current?.contains(document.activeElement) ? document.activeElement : null;
    };
  });
};
