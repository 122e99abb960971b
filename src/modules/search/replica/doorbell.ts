import { pause } from '#kernel/time.ts';

/** Knocks between two looks: whoever waits is woken, whoever works finds them afterwards. */
export interface Doorbell<Knock extends string> {
  ring(knock: Knock): void;
  /** The knocks since it was asked last. */
  taken(): ReadonlySet<Knock>;
  /** Resolves at a knock, after `ms`, or when the signal aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export const createDoorbell = <Knock extends string>(): Doorbell<Knock> => {
  let knocks = new Set<Knock>();
  let rung = new AbortController();
  return {
    ring: (knock) => {
      knocks.add(knock);
      rung.abort();
    },
    taken: () => {
      const taken = knocks;
      knocks = new Set();
      rung = new AbortController();
      return taken;
    },
    wait: (ms, signal) => pause(ms, AbortSignal.any([signal, rung.signal])),
  };
};
