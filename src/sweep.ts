import { messageOf } from '#kernel/errors.ts';
import { pause } from '#kernel/time.ts';
import type { Log } from '#platform/log/log.ts';

/** Something that removes what has expired; an aborted signal ends it early. */
export interface Sweeper {
  sweep(signal: AbortSignal): Promise<unknown>;
}

/**
 * Lets every sweeper sweep at once and then every `everyMs`, one after another, until the signal aborts.
 * One that fails is logged under its name and sweeps again the next time.
 */
export const sweepEvery = async (
  everyMs: number,
  sweepers: Readonly<Record<string, Sweeper>>,
  { signal, log }: { signal: AbortSignal; log: Log },
): Promise<void> => {
  while (!signal.aborted) {
    for (const [what, sweeper] of Object.entries(sweepers))
      await sweeper
        .sweep(signal)
        .catch((error: unknown) => log.warn({ reason: messageOf(error) }, `${what}: not all was swept`));
    await pause(everyMs, signal);
  }
};
