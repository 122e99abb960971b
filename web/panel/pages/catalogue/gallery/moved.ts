/** The list with one of it at another place; the same list when nothing moves. */
export const moved = <One extends { readonly id: string }>(
  list: readonly One[],
  id: string,
  to: number,
): readonly One[] => {
  const from = list.findIndex((one) => one.id === id);
  const one = list[from];
  if (!one || from === to || to < 0 || to >= list.length) return list;
  return list.toSpliced(from, 1).toSpliced(to, 0, one);
};
