/** A pause before a retry that can be cut short; one pause at a time. */
export interface Nudge {
  /** Resolves after `askedMs`, the wait a server asked for, or without one after `ownMs`. */
  pause(ownMs: number, askedMs?: number): Promise<void>;
  /** Ends the pause: a person wants it now. */
  now(): void;
  /** Ends the pause unless a server asked for it: the page or the line is back. */
  wake(): void;
}

export const createNudge = (): Nudge => {
  let end = (): void => {};
  let asked = false;
  return {
    pause: (ownMs, askedMs) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => end(), askedMs ?? ownMs);
        asked = askedMs !== undefined;
        end = () => {
          clearTimeout(timer);
          end = () => {};
          resolve();
        };
      }),
    now: () => end(),
    wake: () => {
      if (!asked) end();
    },
  };
};
