/**
 * Measures turns: Kontora beside a bare grammY bot and pgbench, alternately, on this machine; prints Markdown.
 * To look closer: --only "Kontora, polling", --cases 02 (by index), --node=--cpu-prof (flags for Kontora's
 * Node), --statements (where the database's time went).
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type pg from 'pg';
import { startEmbeddedPostgres } from '#platform/db/embedded/supervisor.ts';
import { createLog } from '#platform/log/log.ts';
import { startFakeTelegram } from '#test/fakes/telegram/server.ts';
import { CASES, HELLO } from './cases.ts';
import { type Contender, startBareBot, startKontora } from './contenders.ts';
import { type Costs, costsOf, spentBetween } from './costs.ts';
import { introduce, talk } from './load.ts';
import { createPeople, type People } from './people.ts';
import { quantile, type Run, report } from './report.ts';
import { prepareSimpleUpdate } from './simple-update.ts';
import { countWork, preloadCounting, serverVersion, slowestStatements, type Work } from './statements.ts';

const CHATS = 300;
const WARM_UP_SECONDS = 1.5;

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '6' },
    only: { type: 'string' },
    cases: { type: 'string' },
    node: { type: 'string', default: '' },
    statements: { type: 'boolean', default: false },
  },
});
const seconds = Number(options.seconds);
const cases = options.cases ? CASES.filter((_, index) => options.cases?.includes(String(index))) : CASES;

const { log } = createLog({ level: 'warn', format: 'line' });
const folder = await mkdtemp(join(tmpdir(), 'kontora-bench-'));
await chmod(folder, 0o711);
const stops: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];

try {
  const fake = await startFakeTelegram({ limits: false, local: true, keep: 2_000 });
  stops.push(fake.stop);
  const apiRoot = fake.url;
  const postgres = await startEmbeddedPostgres({ dir: join(folder, 'baseline'), log });
  stops.push(postgres.stop);
  const connection = postgres.connection as pg.ClientConfig;
  const simpleUpdate = await prepareSimpleUpdate(connection);

  const kontora = (mode: 'polling' | 'webhook') => (token: string) =>
    startKontora({
      folder: join(folder, mode),
      token,
      apiRoot,
      mode,
      node: options.node.split(' ').filter(Boolean),
    });
  const bare = (sideBySide: boolean) => (token: string) =>
    startBareBot({ token, apiRoot, connection, sideBySide }, postgres.pid() ?? 0);
  const starts: Readonly<Record<string, (token: string) => Promise<Contender>>> = {
    'Kontora, polling': kontora('polling'),
    'Kontora, webhook': kontora('webhook'),
    'bare grammY, chats side by side': bare(true),
    'bare grammY, bot.start()': bare(false),
  };

  const contenders: { name: string; token: string; contender: Contender; people: People }[] = [];
  for (const [name, start] of Object.entries(starts)) {
    if (options.only !== undefined && name !== options.only) continue;
    const bot = fake.telegram.world.addBot({});
    const contender = await start(bot.token);
    stops.push(contender.stop);
    const people = createPeople(fake.telegram, bot.user.id, CHATS);
    await introduce(people, HELLO);
    contenders.push({ name, token: bot.token, contender, people });
  }

  const runs: Run[] = [];
  const transactions: number[] = [];
  for (let round = 1; round <= Number(options.rounds); round += 1) {
    transactions.push(await simpleUpdate.run(seconds));
    note(`round ${round}: ${simpleUpdate.by}, ${transactions.at(-1)?.toFixed(0)} transactions/s`);
    for (const { name: at, script, load } of cases)
      for (const { name, contender, people } of contenders) {
        const costs: Costs[] = [];
        const counted = () => void costs.push(costsOf(contender));
        const outcome = await talk({ people, script, load, seconds, warmUp: WARM_UP_SECONDS, counted });
        const run: Run = { at, name, load, ...outcome, ...spentBetween(costs, outcome) };
        runs.push(run);
        note(`round ${round}: ${at}, ${name}: ${line(run)}`);
        await sleep(300);
      }
  }

  let works: readonly Work[] = [];
  const first = contenders.find(({ name }) => name === 'Kontora, polling');
  if (first) {
    note('counting statements of Kontora, polling');
    await preloadCounting(first.contender.database);
    await first.contender.stop();
    const { database, stop } = await kontora('polling')(first.token);
    stops.push(stop);
    works = await countWork(database, first.people, cases, seconds);
    if (options.statements) console.table(await slowestStatements(database));
  }

  console.log(
    report({
      runs,
      transactions,
      by: simpleUpdate.by,
      works,
      postgres: await serverVersion(connection),
      seconds,
    }),
  );
} finally {
  for (const stop of stops.reverse()) await stop();
}

function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

function line({ turnsPerSecond, latencies, cpuMs, databaseCpuMs, others }: Run): string {
  const at = (share: number) => quantile(latencies, share).toFixed(1);
  return [
    `${turnsPerSecond.toFixed(0)} turns/s`,
    `p50 ${at(0.5)} p95 ${at(0.95)} p99 ${at(0.99)} ms`,
    `CPU a turn ${cpuMs.toFixed(2)} + ${databaseCpuMs.toFixed(2)} ms`,
    `others used ${others.toFixed(2)} cores`,
  ].join(', ');
}
