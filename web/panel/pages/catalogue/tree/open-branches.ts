import { useCallback, useState } from 'react';

/** Lives as long as the window: who comes back from a product finds the tree as it was. */
let kept: ReadonlySet<number> = new Set();

/** Which branches of the tree are open. */
export const useOpenBranches = () => {
  const [opened, set] = useState(kept);
  const change = useCallback((edit: (next: Set<number>) => void): void => {
    set((before) => {
      const next = new Set(before);
      edit(next);
      kept = next;
      return next;
    });
  }, []);
  return {
    opened,
    toggle: (id: number, open: boolean): void =>
      change((next) => void (open ? next.add(id) : next.delete(id))),
    open: useCallback(
      (ids: readonly number[]): void => {
        if (ids.length === 0) return;
        change((next) => {
          for (const id of ids) next.add(id);
        });
      },
      [change],
    ),
  };
};
