import { statfs } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createChannels } from '#channels/index.ts';
import { createDialogues, FALLBACK } from '#dialogues/index.ts';
import { messageOf } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { LOCALES } from '#kernel/locale.ts';
import { pause, systemClock } from '#kernel/time.ts';
import {
  CHANGES_CHANNEL,
  type Channel,
  createConversations,
  createDeadLetters,
  createTranscript,
  officeState,
} from '#modules/conversations/index.ts';
import { createFiles } from '#modules/files/index.ts';
import { createPeople } from '#modules/people/index.ts';
import { lead } from '#platform/db/leader.ts';
import { createNotifications } from '#platform/db/notifications.ts';
import { createLimiter } from '#platform/http/limiter.ts';
import { createHttp } from '#platform/http/server.ts';
import type { Log } from '#platform/log/log.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';
import { createFolderStorage } from '#platform/storage/folder.ts';
import type { Config } from './config.ts';
import type { OfficeDatabase } from './database.ts';
import { metricsGuard } from './guards.ts';
import { measureOffice, observeWork } from './measures.ts';
import { secretKeyOf } from './secret-key.ts';
import { VERSION } from './version.ts';
import { serveWeb } from './web.ts';

/** The NOTIFY channel that wakes workers; the payload is the id of a conversation. */
const DUE_CHANNEL = 'kontora_due';

export type App = Awaited<ReturnType<typeof createApp>>;

/** The whole office over its open database, wired by hand; nothing runs before `start`, `stop` closes all. */
export const createApp = async ({
  config,
  office,
  log,
}: {
  config: Config;
  office: OfficeDatabase;
  log: Log;
}) => {
  const { core } = config;
  const clock = systemClock;
  const metrics = createMetrics();
  const secretKey = await secretKeyOf(core);
  const { db, pool, connection } = office;
  const notifications = createNotifications({ db, connection, log: log.child({ component: 'database' }) });
  const due = (id: string) => void notifications.send(DUE_CHANNEL, id);

  const folder = join(core.dataDir, 'files');
  const storage = await createFolderStorage({ folder });
  const freeBytes = async () => {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  };
  const files = createFiles({ db, storage, freeBytes, clock });
  const people = createPeople({
    clock,
    configuredRoles: (kind, account) =>
      kind === 'telegram' && config.telegram.admins.includes(account) ? ['administrator'] : [],
  });

  const { channels, guards } = createChannels({
    webchat: {
      db,
      files,
      transcript: createTranscript({ db }),
      notifications,
      config: config.webchat,
      log: log.child({ component: 'webchat' }),
      describe: async (_, locale) => ({ locale, commands: conversations.registry.commands(locale, []) }),
    },
    telegram: config.telegram.channel && {
      config: config.telegram.channel,
      secretKey,
      publicUrl: core.publicUrl,
      log: log.child({ component: 'telegram_bot' }),
      metrics,
    },
  });

  const conversations = createConversations({
    db,
    people,
    files,
    channels,
    dialogues: createDialogues({ people, deadLetters: createDeadLetters({ due }) }),
    fallback: FALLBACK,
    worker: `${hostname()}:${process.pid}:${newId()}`,
    announce: {
      heard: (ids) => ids.forEach(due),
      said: (ids) => ids.forEach((id) => void notifications.send(CHANGES_CHANNEL, id)),
    },
    observe: observeWork(metrics),
    clock,
    log: log.child({ component: 'conversations' }),
  });
  notifications.on(DUE_CHANNEL, { heard: conversations.wake, missed: conversations.wake });
  measureOffice(metrics, () => officeState(db));

  const http = await createHttp({
    log,
    metrics,
    guards: {
      ...guards,
      metrics: metricsGuard(core.metricsToken, { production: core.stage === 'production' }),
    },
    limiter: createLimiter({ pool }),
    checks: { database: async () => void (await pool.query('select 1')) },
    production: core.stage === 'production',
    version: VERSION,
    ...(core.trustProxy ? { trustProxy: [...core.trustProxy] } : {}),
    ...(core.publicUrl ? { publicUrl: core.publicUrl } : {}),
  });
  const plays = (role: (typeof core.roles.roles)[number]) => core.roles.roles.includes(role);
  if (plays('web')) {
    for (const channel of channels) await channel.routes?.(http, conversations.hearFor(channel));
    await serveWeb(http);
  }

  const stopping = new AbortController();
  const running: Promise<unknown>[] = [];

  /** Starts every part this process plays; resolves when the web server listens. Answers its address. */
  const start = async (): Promise<string> => {
    await conversations.prepare();
    running.push(notifications.run(stopping.signal));
    if (plays('worker')) running.push(conversations.start({ alone: office.embedded }));
    if (plays('bot')) for (const channel of channels) running.push(attend(channel));
    if (plays('worker')) running.push(sweepHourly());
    const address = await http.listen({ port: core.port, host: core.host });
    http.markReady();
    return address;
  };

  /** Prepares a messenger and listens to it, on one replica at a time, until the stop. */
  const attend = async (channel: Channel): Promise<void> => {
    const { listen, prepare } = channel;
    if (!listen && !prepare) return;
    await lead({
      connection,
      key: `inbox ${channel.inbox}`,
      log: log.child({ component: 'conversations' }),
      signal: stopping.signal,
      work: async (signal) => {
        await prepare?.(menus());
        await (listen?.(conversations.hearFor(channel), signal) ?? aborted(signal));
      },
    });
  };

  /** Uploads that no message claimed are removed within the hour after they expire. */
  const sweepHourly = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await files
        .sweep()
        .catch((error) => log.warn({ reason: messageOf(error) }, 'unclaimed uploads were not swept'));
      await pause(3_600_000, stopping.signal);
    }
  };

  const menus = () =>
    Object.fromEntries(
      LOCALES.map((locale) => [locale, conversations.registry.commands(locale, [])] as const),
    ) as Parameters<NonNullable<Channel['prepare']>>[0];

  /** Ends calmly: requests first, then listening, then running turns, then the database. */
  const stop = async (): Promise<void> => {
    await http.drain();
    stopping.abort();
    await conversations.stop();
    await Promise.allSettled(running);
    await office.close();
  };

  return {
    http,
    conversations,
    channels,
    files,
    db,
    config,
    embedded: office.embedded,
    fresh: office.fresh,
    start,
    stop,
  };
};

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
