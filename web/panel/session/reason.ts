import { asProblem, isOutage } from '../api/problem.ts';
import { useTexts } from '../locale/locale.tsx';
import { loginTexts } from './texts.ts';

interface Try {
  readonly error: Error | null;
  /** How long to wait, in words, after too many tries. */
  readonly left: string | undefined;
  /** Says that what was given does not fit. */
  readonly wrong: string;
}

/** Says why a step did not go on; undefined when nothing went wrong. */
export const useReason = (): ((tried: Try) => string | undefined) => {
  const texts = useTexts(loginTexts);
  return ({ error, left, wrong }) => {
    if (left !== undefined) return texts.locked(left);
    if (!error) return undefined;
    const problem = asProblem(error);
    if (problem.code === 'limited') return texts.unlocked;
    if (isOutage(problem)) return texts.offline;
    return problem.status < 500 ? wrong : texts.other;
  };
};
