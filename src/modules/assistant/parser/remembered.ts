/** Words that are kept; then all are forgotten, so that no text costs memory for long. */
const MOST_WORDS = 4_096;

/** The same pure function of a word, which answers at once for words that it was asked before. */
export const remembered = <T>(of: (word: string) => T): ((word: string) => T) => {
  const known = new Map<string, { readonly value: T }>();
  return (word) => {
    const found = known.get(word);
    if (found) return found.value;
    if (known.size >= MOST_WORDS) known.clear();
    const value = of(word);
    known.set(word, { value });
    return value;
  };
};
