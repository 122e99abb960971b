import { hostname } from 'node:os';
import { join } from 'node:path';
import { createChannels } from '#channels/index.ts';
import { forgottenVisitors } from '#channels/webchat/forget.ts';
import { visitorData } from '#channels/webchat/personal-data.ts';
import { createDialogues, FALLBACK } from '#dialogues/index.ts';
import { newId } from '#kernel/ids.ts';
import { systemClock } from '#kernel/time.ts';
import { accountData, createAccounts } from '#modules/accounts/index.ts';
import { createAudit } from '#modules/audit/index.ts';
import {
  CHANGES_CHANNEL,
  conversationData,
  createConversations,
  createDeadLetters,
  createQueue,
  createRetention,
  createTranscript,
  ENDINGS_CHANNEL,
  officeState,
  TYPING_CHANNEL,
} from '#modules/conversations/index.ts';
import { createFileRemoval, createFiles } from '#modules/files/index.ts';
import { createPeople, createRegister } from '#modules/people/index.ts';
import { createSettings } from '#modules/settings/index.ts';
import { createNotifications } from '#platform/db/notifications.ts';
import { createLimiter } from '#platform/http/limiter.ts';
import type { Log } from '#platform/log/log.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';
import { createFolderStorage, freeBytesOf } from '#platform/storage/folder.ts';
import { attend, menusOf } from './attend.ts';
import { createCatalogue } from './catalogue.ts';
import type { Config } from './config.ts';
import type { OfficeDatabase } from './database.ts';
import { measureOffice, observeWork } from './measures.ts';
import { namedRoles } from './named-roles.ts';
import { createPanel } from './panel.ts';
import { createSearchPart } from './search.ts';
import { secretKeyOf } from './secret-key.ts';
import { serve } from './serve.ts';
import { createShop } from './shop.ts';
import { sweepEvery } from './sweep.ts';
import { serveWeb } from './web.ts';

/** The NOTIFY channel that wakes workers; the payload is the id of a conversation. */
const DUE_CHANNEL = 'kontora_due';
/** The NOTIFY channel that tells workers whose turns an operator has cut short; the payload is as above. */
const TAKEN_CHANNEL = 'kontora_taken';

const HOUR_MS = 3_600_000;

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
  const said = (id: string) => void notifications.send(CHANGES_CHANNEL, id);

  let listening = `http://localhost:${core.port}`;
  const audit = createAudit({ clock, log: log.child({ component: 'audit' }) });
  const settings = createSettings({ db, audit, notifications, log: log.child({ component: 'settings' }) });
  const configured = namedRoles(config);
  const people = createPeople({
    clock,
    configuredRoles: (kind, account) =>
      configured.find((one) => one.kind === kind && one.account === account)?.roles ?? [],
    phones: config.people.phones,
  });
  const accounts = createAccounts({
    db,
    people,
    audit,
    secretKey,
    publicUrl: core.publicUrl,
    panelUrl: () => core.publicUrl ?? listening,
    say: (tx, words) => conversations.sayTo(tx, words),
    clock,
    log: log.child({ component: 'accounts' }),
  });
  const folder = join(core.dataDir, 'files');
  const storage = await createFolderStorage({ folder });
  const freeBytes = () => freeBytesOf(folder);
  const files = createFiles({ db, storage, freeBytes, clock });
  const removal = createFileRemoval({ storage, clock });
  const shared = { config, db, connection, notifications, audit, clock, log };
  const search = createSearchPart(shared);
  const limiter = createLimiter({ pool });
  const shop = createShop({
    ...shared,
    people,
    accounts,
    secretKey,
    settings,
    files,
    limiter,
    search: search.search,
    say: (tx, words) => conversations.sayTo(tx, words),
    channels: () => channels,
    address: () => core.publicUrl ?? listening,
  });
  const catalogue = await createCatalogue({ ...shared, storage, freeBytes, find: search.findProducts });

  const register = createRegister({
    db,
    audit,
    clock,
    configured,
    parts: [
      ...shop.personalData,
      ...conversationData({ db, removal }),
      accountData({ db }),
      visitorData({ db }),
      search.personalData,
    ],
    log: log.child({ component: 'people' }),
  });

  const { channels, absent, guards } = createChannels({
    webchat: {
      db,
      files,
      transcript: createTranscript({ db }),
      notifications,
      config: config.webchat,
      officeName: async (locale) => (await settings.get('office_name'))[locale] || 'Kontora',
      log: log.child({ component: 'webchat' }),
      describe: async (id, locale) => ({ locale, commands: await conversations.commandsIn(id, locale) }),
    },
    telegram: config.telegram.channel && {
      config: config.telegram.channel,
      secretKey,
      publicUrl: core.publicUrl,
      log: log.child({ component: 'telegram_bot' }),
      metrics,
      openPicture: catalogue.openPicture,
      openFile: files.content,
    },
  });

  const deadLetters = createDeadLetters({ db, due, audit });
  const conversations = createConversations({
    db,
    people,
    files,
    channels,
    dialogues: createDialogues({
      people,
      audit,
      deadLetters,
      links: accounts.links,
      accounts,
      linksReach: (channel) => core.publicUrl !== undefined || channel === 'webchat',
      search: search.search,
      ...shop.forDialogues,
      queue: createQueue({ settings }),
      settings,
      clock,
    }),
    fallback: FALLBACK,
    worker: `${hostname()}:${process.pid}:${newId()}`,
    audit,
    settings,
    announce: {
      heard: (ids) => ids.forEach(due),
      said: (ids) => ids.forEach(said),
      delivered: (id) => void notifications.send(ENDINGS_CHANNEL, id),
      taken: (id) => void notifications.send(TAKEN_CHANNEL, id),
      typing: (typist) => void notifications.send(TYPING_CHANNEL, JSON.stringify(typist)),
    },
    observe: observeWork(metrics),
    clock,
    log: log.child({ component: 'conversations' }),
  });
  notifications.on(DUE_CHANNEL, { heard: conversations.wake, missed: conversations.wake });
  notifications.on(TAKEN_CHANNEL, { heard: conversations.interrupt, missed: () => {} });
  measureOffice(metrics, () => officeState(db));
  const retention = createRetention({
    db,
    settings,
    removal,
    visitors: forgottenVisitors,
    audit,
    clock,
    log: log.child({ component: 'conversations' }),
  });
  const panel = createPanel({
    db,
    embedded: office.embedded,
    notifications,
    audit,
    settings,
    accounts,
    register,
    files,
    conversations,
    deadLetters,
    channels,
    absent,
    desks: [catalogue, search, ...shop.desks],
    menus: () => menusOf(conversations),
    due,
    said,
    freeBytes,
    clock,
    log,
  });

  const http = await serve({
    core,
    pool,
    log,
    metrics,
    limiter,
    guards: { ...guards, ...accounts.guards, ...catalogue.guards, ...shop.guards },
  });
  const plays = (role: (typeof core.roles.roles)[number]) => core.roles.roles.includes(role);
  if (plays('web')) {
    for (const channel of channels) await channel.routes?.(http, conversations.hearFor(channel));
    await catalogue.addRoutes(http);
    await shop.addRoutes(http);
    await panel.addRoutes(http);
    await serveWeb(http);
  }

  const stopping = new AbortController();
  const running: Promise<unknown>[] = [];

  /** Starts every part this process plays; resolves when the web server listens. Answers its address. */
  const start = async (): Promise<string> => {
    await conversations.prepare();
    running.push(notifications.run(stopping.signal));
    const attending = {
      conversations,
      connection,
      log: log.child({ component: 'conversations' }),
      signal: stopping.signal,
    };
    if (plays('worker')) running.push(conversations.start({ alone: office.embedded }));
    if (plays('bot')) for (const channel of channels) running.push(attend(channel, attending));
    if (plays('worker')) {
      const sweeping = { signal: stopping.signal, log };
      running.push(sweepEvery(HOUR_MS, { files, accounts }, sweeping));
      running.push(
        sweepEvery(
          24 * HOUR_MS,
          { retention, ...catalogue.sweepers, ...search.sweepers, ...shop.sweepers },
          sweeping,
        ),
      );
      running.push(
        catalogue.run(stopping.signal),
        search.runIndexer(stopping.signal),
        shop.run(stopping.signal),
      );
    }
    if (plays('web') || plays('worker')) running.push(search.run(stopping.signal));
    if (plays('web')) running.push(panel.warmUp(stopping.signal));
    listening = await http.listen({ port: core.port, host: core.host });
    http.markReady();
    return listening;
  };

  /** Ends calmly: requests first, then listening, then running turns, then the database. */
  const stop = async (): Promise<void> => {
    await http.drain();
    stopping.abort();
    await Promise.all([conversations.stop(), catalogue.stop()]);
    await Promise.allSettled([...running, accounts.settled()]);
    await office.close();
  };

  return {
    http,
    conversations,
    channels,
    files,
    accounts,
    importer: catalogue.importer,
    db,
    config,
    embedded: office.embedded,
    fresh: office.fresh,
    start,
    stop,
  };
};
