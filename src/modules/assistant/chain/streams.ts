/** Lets so many calls run at once; the others wait in their order. */
export interface Streams {
  /** Resolves with the way to give the place back; undefined: the signal aborted first. */
  enter(signal: AbortSignal): Promise<(() => void) | undefined>;
}

export const createStreams = (most: number): Streams => {
  let running = 0;
  const waiting: (() => void)[] = [];

  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };
  const place = (): (() => void) => {
    let left = false;
    return () => {
      if (!left) leave();
      left = true;
    };
  };

  const enter: Streams['enter'] = (signal) => {
    if (signal.aborted) return Promise.resolve(undefined);
    if (running < most) {
      running += 1;
      return Promise.resolve(place());
    }
    return new Promise((resolve) => {
      const turn = () => {
        signal.removeEventListener('abort', giveUp);
        resolve(place());
      };
      const giveUp = () => {
        waiting.splice(waiting.indexOf(turn), 1);
        resolve(undefined);
      };
      waiting.push(turn);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  };

  return { enter };
};
