/** Runs work often enough and no oftener: at once after a silence, never twice at a time, and the last call counts. */
export interface Pace {
  /** Something on show is stale. */
  soon(): void;
  /** Something may be stale. */
  eventually(): void;
  stop(): void;
}

/** `everyMs` is asked anew each time: the shortest time from the end of one run to the start of the next. */
export const createPace = (
  work: () => Promise<unknown>,
  everyMs: () => { readonly soon: number; readonly eventually: number },
): Pace => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dueAt = Number.POSITIVE_INFINITY;
  let endedAt = Number.NEGATIVE_INFINITY;
  let running = false;
  let wanted: 'soon' | 'eventually' | null = null;
  let stopped = false;

  const want = (how: 'soon' | 'eventually'): void => {
    if (stopped) return;
    if (running) {
      if (wanted !== 'soon') wanted = how;
      return;
    }
    const at = Math.max(Date.now(), endedAt + everyMs()[how]);
    if (at >= dueAt) return;
    dueAt = at;
    clearTimeout(timer);
    timer = setTimeout(run, at - Date.now());
  };

  const run = async (): Promise<void> => {
    running = true;
    dueAt = Number.POSITIVE_INFINITY;
    await work().catch(() => undefined);
    endedAt = Date.now();
    running = false;
    const next = wanted;
    wanted = null;
    if (next) want(next);
  };

  return {
    soon: () => want('soon'),
    eventually: () => want('eventually'),
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
};
