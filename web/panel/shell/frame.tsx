import { useTexts } from '../locale/locale.tsx';
import { PageSkeleton } from '../parts/page-skeleton.tsx';
import { shellTexts } from './texts.ts';

/** The empty shell while it is not yet known who is there: nothing moves when it fills. */
export const Frame = () => (
  <div className="shell" aria-busy="true">
    <div className="rail" />
    <div className="top" />
    <main className="sheet" aria-label={useTexts(shellTexts).loading}>
      <PageSkeleton />
    </main>
  </div>
);
