import type { Clock } from '#kernel/time.ts';

/** Different answers kept at once. */
const MANY = 50;

/**
 * Answers from memory for `ms`; who asks the same at the same moment shares one reading. A failed reading is
 * forgotten at once.
 */
export const freshFor = <Question, Answer>(
  { ms, clock }: { ms: number; clock: Clock },
  read: (question: Question) => Promise<Answer>,
): ((question: Question) => Promise<Answer>) => {
  const known = new Map<string, { readonly at: number; readonly answer: Promise<Answer> }>();
  return (question) => {
    const key = JSON.stringify(question) ?? '';
    const last = known.get(key);
    if (last && clock.now() - last.at < ms) return last.answer;
    known.delete(key);
    for (const oldest of known.keys()) if (known.size >= MANY) known.delete(oldest);
    const reading = { at: clock.now(), answer: read(question) };
    known.set(key, reading);
    reading.answer.catch(() => known.get(key) === reading && known.delete(key));
    return reading.answer;
  };
};
