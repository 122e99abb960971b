import { messageOf } from '#kernel/errors.ts';
import { masked } from '#platform/config/slice.ts';
import { createLog, type Log } from '#platform/log/log.ts';
import { type App, createApp } from './app.ts';
import { ConfigError, loadConfig, readEnvironment } from './config.ts';
import { openOfficeDatabase } from './database.ts';
import { loadDemo } from './demo/index.ts';
import { VERSION } from './version.ts';

/** A second signal within so many milliseconds is the same one. */
const IMPATIENCE_MS = 1_000;

/** Milliseconds for a calm end; containers are killed after 10 s. */
const PATIENCE_MS = 8_000;

/** Starts the office, prints its links, and ends it calmly on a signal or when its parent is gone. */
async function main(): Promise<void> {
  let config: ReturnType<typeof loadConfig>;
  try {
    config = loadConfig(readEnvironment());
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(78);
  }
  const { log, close } = createLog(config.core.log);
  for (const warning of config.warnings) log.warn(warning);
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise was rejected unheard'));
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'the process cannot go on');
    void close().finally(() => process.exit(70));
  });

  const open = async () => {
    const office = await openOfficeDatabase(config.core, log.child({ component: 'database' }));
    return createApp({ config, office, log }).catch(async (error: unknown) => {
      await office.close();
      throw error;
    });
  };
  const app = await open().catch(async (error: unknown) => {
    log.error(`The office could not start: ${messageOf(error)}`);
    await close();
    process.exit(69);
  });

  let stoppingSince: number | undefined;
  const stop = async (why: string): Promise<void> => {
    if (stoppingSince !== undefined) {
      // One Ctrl+C may arrive twice, by the terminal and by npm; a later one means it.
      if (performance.now() - stoppingSince > IMPATIENCE_MS) process.exit(130);
      return;
    }
    stoppingSince = performance.now();
    log.info({ why }, 'stopping');
    setTimeout(() => {
      // What is unfinished stands in the database and is taken up at the next start.
      log.warn('a call to the outside does not end: stopped without it');
      void close().finally(() => process.exit(0));
    }, PATIENCE_MS);
    await app.stop();
    log.info('stopped');
    await close();
    process.exit(0);
  };
  process.on('SIGINT', () => void stop('SIGINT'));
  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGHUP', () => void stop('SIGHUP'));
  if (process.channel) process.on('disconnect', () => void stop('the parent process is gone'));

  const address = await app.start().catch(async (error: unknown) => {
    log.error(`The office could not start: ${startProblem(error, config.core.port)}`);
    await app.stop().catch(() => {});
    await close();
    process.exit(69);
  });
  if (app.embedded && app.fresh && config.core.demo) await loadDemo(app);
  const first = config.core.roles.roles.includes('web') ? await firstAdministrator(app, log) : undefined;
  const doors = links(config, address);
  if (config.core.log.format === 'json') {
    // Past the log, which is kept in a file.
    if (first) process.stdout.write(`${JSON.stringify({ msg: 'the first administrator', ...first })}\n`);
    log.info({ version: VERSION, address, links: doors }, 'the office is open');
  } else {
    log.info({ version: VERSION, address }, 'the office is open');
    process.stdout.write(banner(doors, first));
  }
}

/** Login and password of the administrator, when this is the first start. */
const firstAdministrator = async (
  { accounts }: App,
  log: Log,
): Promise<{ login: string; password: string } | undefined> => {
  try {
    const made = await accounts.ensureAdministrator();
    return made && { login: made.login, password: made.password };
  } catch (error) {
    log.error(`There is no administrator yet: kontora create-admin makes one (${messageOf(error)})`);
    return undefined;
  }
};

const startProblem = (error: unknown, port: number): string =>
  (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
    ? `Port ${port} is taken by another program. Stop it, or set PORT to a free one.`
    : messageOf(error);

/** What this process opens, by name. */
const links = (
  { core, telegram: { channel } }: ReturnType<typeof loadConfig>,
  address: string,
): Readonly<Record<string, string>> => {
  const base = core.publicUrl ?? address.replace('127.0.0.1', 'localhost').replace('0.0.0.0', 'localhost');
  const web = {
    Panel: `${base}/admin`,
    'Web chat': `${base}/chat`,
    'Widget demo': `${base}/chat/site.html`,
    API: `${base}/docs`,
  };
  return {
    ...(core.publicUrl ? { 'Listens on': address } : {}),
    ...(core.roles.roles.includes('web') ? web : {}),
    Health: `${core.roles.roles.includes('web') ? base : address}/health`,
    Telegram: channel ? `${channel.mode}, ${masked(channel.apiRoot)}` : 'off: set BOT_TOKEN to switch it on',
  };
};

const banner = (
  doors: Readonly<Record<string, string>>,
  first: { login: string; password: string } | undefined,
): string =>
  [
    '',
    `  Kontora ${VERSION} is open.`,
    '',
    ...Object.entries(doors).map(([name, door]) => `  ${name.padEnd(14)} ${door}`),
    ...(first
      ? [
          '',
          '  The first administrator, shown this once: change the password in the panel.',
          '',
          `  Login          ${first.login}`,
          `  Password       ${first.password}`,
        ]
      : []),
    '\n',
  ].join('\n');

await main();
