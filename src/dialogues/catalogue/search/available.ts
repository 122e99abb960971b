import { AppError } from '#kernel/errors.ts';

/** What the search answers; undefined while nothing can search. */
export const ifAvailable = async <Answer>(answer: Promise<Answer>): Promise<Answer | undefined> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AppError && error.code === 'unavailable') return undefined;
    throw error;
  }
};
