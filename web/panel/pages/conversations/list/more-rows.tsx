import { useEffect, useRef } from 'react';
import { useTexts } from '../../../locale/locale.tsx';
import { partTexts } from '../../../parts/texts.ts';
import { listTexts } from './texts.ts';

/** Fetches the next page when the end of the list comes near; a button for those who come by keyboard. */
export const MoreRows = ({
  hasNextPage,
  isFetchingNextPage,
  isFetchNextPageError,
  fetchNextPage,
}: {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly isFetchNextPageError: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
}) => {
  const texts = useTexts(listTexts);
  const { loading } = useTexts(partTexts);
  const end = useRef<HTMLButtonElement>(null);
  const ready = hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  useEffect(() => {
    if (!ready || !end.current) return;
    const observer = new IntersectionObserver(
      (seen) => {
        if (seen.some(({ isIntersecting }) => isIntersecting)) void fetchNextPage();
      },
      { rootMargin: '400px' },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [ready, fetchNextPage]);
  if (!hasNextPage) return null;
  return (
    <button
      ref={end}
      type="button"
      className="conversations-more"
      aria-busy={isFetchingNextPage}
      onClick={() => void fetchNextPage()}
    >
      {isFetchNextPageError ? texts.moreFailed : isFetchingNextPage ? loading : texts.more}
    </button>
  );
};
