import { useEffect } from 'react';

const PRODUCT = 'Kontora';

/** Names the window after the page, as in `People · Kontora`. */
export const useTitle = (title: string): void => {
  useEffect(() => {
    document.title = `${title} · ${PRODUCT}`;
  }, [title]);
};
