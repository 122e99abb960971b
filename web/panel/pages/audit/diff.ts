/** One field that a change touched; undefined: it was not there. */
export interface FieldChange {
  /** Names from the outside in, as in `weekly.mon.0.from`; empty: the whole. */
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** The fields in which two states differ, in the order of the states, each value as it is read. */
export const diffOf = (before: unknown, after: unknown): readonly FieldChange[] => {
  const [old, present] = [leavesOf(before), leavesOf(after)];
  return [...new Set([...old.keys(), ...present.keys()])]
    .map((path) => ({ path, before: old.get(path), after: present.get(path) }))
    .filter((change) => change.before !== change.after);
};

/** Every value of a state by its path; an empty list or object counts as a value. */
const leavesOf = (state: unknown, path = ''): ReadonlyMap<string, string> => {
  if (state === null || state === undefined)
    return new Map(path === '' || state === undefined ? [] : [[path, '—']]);
  if (typeof state === 'object' && Object.keys(state).length > 0)
    return new Map(
      Object.entries(state).flatMap(([name, inner]) => [
        ...leavesOf(inner, path === '' ? name : `${path}.${name}`),
      ]),
    );
  return new Map([[path, typeof state === 'string' ? state : JSON.stringify(state)]]);
};
