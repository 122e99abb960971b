import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

const NEAR_BOTTOM = 48;
const NEAR_TOP = 240;

/**
 * Keeps the reading place. The scroller is a reversed column, so the browser itself holds on to the newest
 * message and to the place when older ones come in above; what grows below while one reads further up is
 * made up for here. `firstId` is the oldest message shown.
 */
export const useLogScroll = (
  scroller: RefObject<HTMLDivElement | null>,
  firstId: string | undefined,
  onNearTop: () => void,
): { readonly atBottom: boolean; readonly onScroll: () => void; readonly toBottom: () => void } => {
  const [atBottom, setAtBottom] = useState(true);
  const first = useRef(firstId);
  useLayoutEffect(() => {
    first.current = firstId;
  }, [firstId]);

  useEffect(() => {
    const content = scroller.current?.firstElementChild;
    if (!scroller.current || !content) return;
    const element = scroller.current;
    // Not every browser lets the keyboard reach a scrolled area by itself.
    element.tabIndex = 0;
    let was = { height: content.scrollHeight, width: content.clientWidth, first: first.current };
    const observer = new ResizeObserver(() => {
      const is = { height: content.scrollHeight, width: content.clientWidth, first: first.current };
      const below = is.first === was.first && is.width === was.width;
      if (below && -element.scrollTop > NEAR_BOTTOM) element.scrollTop -= is.height - was.height;
      was = is;
    });
    observer.observe(content);
    return () => observer.disconnect();
  }, [scroller]);

  const onScroll = (): void => {
    const element = scroller.current;
    if (!element) return;
    setAtBottom(-element.scrollTop <= NEAR_BOTTOM);
    if (element.scrollHeight - element.clientHeight + element.scrollTop < NEAR_TOP) onNearTop();
  };
  const toBottom = useCallback((): void => {
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [scroller]);
  return { atBottom, onScroll, toBottom };
};
