import type { ThreadState } from './message.ts';

type Way = Pick<ThreadState, 'documents' | 'progress' | 'answers'>;

/** Notices that nothing answers, and that nothing has come nearer to an answer for so many milliseconds. */
export const createStandstill = (patienceMs: number, now: () => number = () => performance.now()) => {
  let furthest = { documents: 0, progress: 0 };
  let movedAt = now();
  /** Whether it stands still, as of what it is told now and was told before. */
  const at = ({ documents, answers, ...way }: Way): boolean => {
    const progress = way.progress ?? 0;
    if (answers || documents > furthest.documents || progress > furthest.progress) movedAt = now();
    // What answered and does so no more starts from nothing.
    furthest = answers
      ? { documents: 0, progress: 0 }
      : {
          documents: Math.max(furthest.documents, documents),
          progress: Math.max(furthest.progress, progress),
        };
    return now() - movedAt >= patienceMs;
  };
  return { at };
};
