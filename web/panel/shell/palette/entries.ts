/** One line of the palette. */
export interface Entry {
  readonly id: string;
  readonly label: string;
  /** Further words by which it is found. */
  readonly words?: string;
}

/** Those that every typed word is found in, in whatever order; all when nothing is typed. */
export const fitting = <One extends Entry>(entries: readonly One[], typed: string): readonly One[] => {
  const wanted = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(({ label, words = '' }) => {
    const text = `${label} ${words}`.toLocaleLowerCase();
    return wanted.every((word) => text.includes(word));
  });
};
