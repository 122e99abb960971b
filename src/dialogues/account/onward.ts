/** The dialogues that lead to registration or log-in, and go on after it. */
const AFTERWARDS: ReadonlySet<string> = new Set(['cart']);

/** Where somebody came from, as the last word of an opening names it; empty: nowhere in particular. */
export const onwardOf = (text: string): string => {
  const last = text.trim().split(/\s+/).at(-1) ?? '';
  return AFTERWARDS.has(last) ? last : '';
};
