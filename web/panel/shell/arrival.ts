import { type RefObject, useEffect, useRef } from 'react';

let arriving = false;

/** A navigation led to another page: its heading takes the focus when it is there. */
export const arrive = (): void => {
  arriving = true;
};

/** For the heading of a page: takes the focus once after a navigation, without a jump of the page. */
export const useArrival = (): RefObject<HTMLHeadingElement | null> => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!arriving) return;
    arriving = false;
    heading.current?.focus({ preventScroll: true });
  });
  return heading;
};
