import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ThreadState } from './thread.ts';

const NEAR_END = 64;
/** Pixels before an edge at which the next part is fetched. */
const AHEAD = 400;

interface LogScrollOptions {
  readonly part: ThreadState['window'];
  readonly target: ThreadState['target'];
  readonly onNearTop: () => void;
  readonly onNearBottom: () => void;
}

/**
 * Keeps the reading place. The scroller is a reversed column: at the newest end it stays there by itself. Further
 * up, the topmost visible message is held in its place whatever comes, goes or grows around it. A new `target`
 * is brought into view and takes the focus.
 */
export const useLogScroll = (
  scroller: RefObject<HTMLDivElement | null>,
  options: LogScrollOptions,
): { readonly atBottom: boolean; readonly onScroll: () => void; readonly toBottom: () => void } => {
  const { part, target } = options;
  const [atBottom, setAtBottom] = useState(true);
  const latest = useRef(options);
  latest.current = options;
  const anchor = useRef<{ readonly position: string; readonly top: number } | null>(null);

  const onScroll = useCallback((): void => {
    const element = scroller.current;
    if (!element) return;
    const { part: shown, onNearTop, onNearBottom } = latest.current;
    const below = -element.scrollTop;
    const above = element.scrollHeight - element.clientHeight - below;
    setAtBottom(below <= NEAR_END);
    anchor.current = below <= NEAR_END && !shown?.newer ? null : anchorIn(element);
    if (shown?.older && above < AHEAD) onNearTop();
    if (shown?.newer && below < AHEAD) onNearBottom();
  }, [scroller]);

  useEffect(() => {
    const element = scroller.current;
    const content = element?.firstElementChild;
    if (!element || !content) return;
    // Not every browser lets the keyboard reach a scrolled area by itself.
    element.tabIndex = 0;
    const observer = new ResizeObserver(() => {
      hold(element, anchor.current);
      onScroll();
    });
    observer.observe(content);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, onScroll]);

  const asked = target?.asked;
  useLayoutEffect(() => {
    const element = scroller.current;
    const { target: wanted } = latest.current;
    if (asked === undefined || !element || !wanted) return;
    const message = messageAt(element, wanted.position);
    if (!message) return;
    message.scrollIntoView({ block: 'center' });
    message.focus({ preventScroll: true });
    anchor.current = anchorIn(element);
  }, [scroller, asked]);

  // What is loaded may not fill the screen yet.
  useEffect(() => {
    if (part) onScroll();
  }, [part, onScroll]);

  const toBottom = useCallback((): void => {
    anchor.current = null;
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [scroller]);
  return { atBottom, onScroll, toBottom };
};

/** The topmost message in view and where it stands. */
const anchorIn = (element: HTMLElement): { position: string; top: number } | null => {
  const messages = messagesIn(element);
  const edge = element.getBoundingClientRect().top;
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((messages[middle]?.getBoundingClientRect().bottom ?? 0) > edge) high = middle;
    else low = middle + 1;
  }
  const found = messages[low];
  const position = found?.dataset.position;
  return found && position ? { position, top: found.getBoundingClientRect().top - edge } : null;
};

const hold = (element: HTMLElement, anchor: { position: string; top: number } | null): void => {
  const message = anchor && element.querySelector(`[data-position="${anchor.position}"]`);
  if (!message) return;
  const moved = message.getBoundingClientRect().top - element.getBoundingClientRect().top - anchor.top;
  if (Math.abs(moved) > 0.5) element.scrollTop += moved;
};

/** The message at a position, or the last before it: positions have holes. */
const messageAt = (element: HTMLElement, position: number): HTMLElement | undefined => {
  const messages = messagesIn(element);
  return messages.findLast(({ dataset }) => Number(dataset.position) <= position) ?? messages[0];
};

const messagesIn = (element: HTMLElement): HTMLElement[] => [
  ...element.querySelectorAll<HTMLElement>('[data-position]'),
];
