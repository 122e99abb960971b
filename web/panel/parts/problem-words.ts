import type { Problem } from '../api/problem.ts';
import { useTexts } from '../locale/locale.tsx';
import { partTexts } from './texts.ts';

/** Says what a problem means for the person. */
export const useProblemWords = (): ((problem: Problem) => string) => {
  const { problems } = useTexts(partTexts);
  return ({ code }) => problems[code as keyof typeof problems] ?? problems.other;
};
