import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Notifications } from '#platform/db/notifications.ts';
import { OUTCOMES, type Provider } from '../contract.ts';
import type { BreakerState } from './breaker.ts';

/** The NOTIFY channel by which processes tell each other which provider is out. */
const CHANNEL = 'kontora_assistant';

const why = z.enum(OUTCOMES);
const told = { from: z.string(), name: z.enum(['gigachat', 'openai']) };
const Told = z.discriminatedUnion('state', [
  z.object({ ...told, state: z.literal('ready') }),
  z.object({ ...told, state: z.literal('open'), until: z.number(), why }),
  z.object({ ...told, state: z.literal('off'), why }),
]);

/**
 * What the processes of an office tell each other of providers. None hears itself: an echo that comes late would put
 * out again what was mended since.
 */
export const createToldStates = (notifications: Pick<Notifications, 'on' | 'send'>) => {
  const self = randomUUID();
  return {
    tell: (name: Provider['name'], state: BreakerState): void => {
      void notifications.send(CHANNEL, JSON.stringify({ from: self, name, ...state }));
    },
    /** Hears what other processes tell; anything else on the channel is passed over. */
    hear: (heard: (name: Provider['name'], state: BreakerState) => void): void =>
      notifications.on(CHANNEL, {
        heard: (payload) => {
          const read = readTold(payload);
          if (!read || read.from === self) return;
          const { from, name, ...state } = read;
          heard(name, state);
        },
        missed: () => {},
      }),
  };
};

const readTold = (payload: string): z.output<typeof Told> | undefined => {
  try {
    return Told.parse(JSON.parse(payload));
  } catch {
    return undefined;
  }
};
