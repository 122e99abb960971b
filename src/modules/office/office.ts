import { messageOf } from '#kernel/errors.ts';
import { type Clock, pause } from '#kernel/time.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { Log } from '#platform/log/log.ts';
import { type Check, createHealth } from './health.ts';
import { createNow } from './now.ts';
import { databaseCheck } from './parts/database.ts';
import { deadLettersCheck } from './parts/dead-letters.ts';
import { type InboxHealth, inboxesCheck } from './parts/inboxes.ts';
import { type AbsentModule, modulesCheck } from './parts/modules.ts';
import { outgoingCheck } from './parts/outgoing.ts';
import { type ProcessFigures, processCheck } from './parts/process.ts';
import { storageCheck } from './parts/storage.ts';
import { workersCheck } from './parts/workers.ts';
import { createQuarters } from './quarters.ts';
import type { Health, Now, Traffic, TrafficQuery } from './schema.ts';
import { createTraffic } from './traffic.ts';

export type Office = ReturnType<typeof createOffice>;

/** Milliseconds after a start before the past is read, and how much longer than a reading the rests are. */
const WARM_UP_AFTER_MS = 10_000;
const REST = 4;
const DAY_MS = 86_400_000;
const DAYS = 60;

/**
 * The office at a glance: how every part fares, what happens now and what happened. It owns no table: it reads
 * those of conversations and changes nothing.
 */
export const createOffice = ({
  db,
  embedded,
  inboxes,
  inboxStates,
  freeBytes,
  processFigures,
  absent,
  further,
  version,
  startedAt,
  clock,
  log,
}: {
  db: Database;
  /** The database is our own. */
  embedded: boolean;
  /** The inboxes that are configured. */
  inboxes: readonly string[];
  inboxStates: () => Promise<readonly InboxHealth[]>;
  /** Room left on the disk of the data folder. */
  freeBytes: () => Promise<number>;
  processFigures: () => ProcessFigures;
  /** Channels and integrations that are not configured. */
  absent: readonly AbsentModule[];
  /** Checks of parts that live elsewhere: the proxy watch, integrations. */
  further: readonly Check[];
  version: string;
  startedAt: Date;
  clock: Clock;
  log: Log;
}) => {
  const quarters = createQuarters({ db, clock });
  const readTraffic = createTraffic({ quarters, clock });
  const readNow = createNow({ db, clock });
  const readHealth = createHealth({
    checks: [
      databaseCheck({ db, embedded }),
      workersCheck({ db, inboxes }),
      inboxesCheck({ inboxStates }),
      outgoingCheck({ db }),
      deadLettersCheck({ db }),
      storageCheck({ freeBytes }),
      processCheck({ figures: processFigures }),
      ...further,
      modulesCheck({ absent }),
    ],
    version,
    startedAt,
    clock,
    log,
  });

  return {
    /** Every part, its figures, and the cure where it is ill. */
    health: async (by: Actor): Promise<Health> => {
      assertMay(by, 'office.read');
      return readHealth();
    },
    /** The traffic of a period, by hours or days of a time zone, beside the period before. */
    traffic: async (by: Actor, query: TrafficQuery): Promise<Traffic> => {
      assertMay(by, 'office.read');
      return readTraffic(query);
    },
    /** What happens at this moment. */
    now: async (by: Actor): Promise<Now> => {
      assertMay(by, 'office.read');
      return readNow();
    },
    /** Reads the traffic of the past in small steps with rests, so that the first look at it is fast as well. */
    warmUp: async (signal: AbortSignal): Promise<void> => {
      await pause(WARM_UP_AFTER_MS, signal);
      for (let day = 0; day <= DAYS && !signal.aborted; day += 1) {
        const to = clock.now() - day * DAY_MS;
        const started = performance.now();
        await quarters
          .between(to - DAY_MS, to)
          .catch((error: unknown) => log.debug({ reason: messageOf(error) }, 'past traffic was not read'));
        await pause((performance.now() - started) * REST, signal);
      }
    },
  };
};
