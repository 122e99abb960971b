// The one entry of every npm script. Runs on Node 20 with nothing installed: installs what the lock file
// says, builds the web part when it changed, then hands over to the pinned Node.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const windows = process.platform === 'win32';
process.chdir(root);

const tasks = {
  start: { web: true, run: [['src/main.ts']] },
  dev: {
    web: true,
    run: [['--watch', 'src/main.ts']],
    beside: [[bin('vite', 'bin/vite.js'), 'build', '--watch', '--config', 'web/vite.config.ts']],
  },
  kontora: { run: [['src/cli.ts']] },
  check: { web: true, run: checks() },
  test: {
    web: true,
    run: [...checks(), [bin('vitest', 'vitest.mjs'), 'run']],
  },
  generate: {
    web: true,
    run: [['scripts/generate-env.ts'], ['scripts/generate-db-types.ts'], ['scripts/generate-api-types.ts']],
  },
  'fake:telegram': { run: [['test/fakes/telegram/main.ts']] },
  'fake:1c': { run: [['test/fakes/onec/main.ts']] },
  'fake:gigachat': { run: [['test/fakes/gigachat/main.ts']] },
  'fake:openai': { run: [['test/fakes/openai/main.ts']] },
  chaos: { web: true, run: [['test/chaos/main.ts']] },
  'bench:turns': { web: true, run: [['bench/turns/main.ts']] },
  'bench:onec': { web: true, run: [['bench/onec/main.ts']] },
  'bench:search': { run: [['bench/search/main.ts']] },
  'bench:orders': { run: [['bench/orders/main.ts']] },
  'bench:panel': { web: true, run: [['bench/panel/main.ts']] },
};

/** What pages are built from; those in src are what they share with the server. */
const WEB_SOURCES = [
  'web',
  'src/kernel',
  'src/modules/access',
  'src/modules/settings',
  'src/dialogues/catalogue',
  'src/dialogues/start',
  'src/modules/catalogue/batches',
];

const parent = process.ppid;
await main();

async function main() {
  const [name = 'start', ...args] = process.argv.slice(2);
  const task = tasks[name];
  if (!task) fail(`There is no task "${name}". Tasks: ${Object.keys(tasks).join(', ')}.`);
  if (Number(process.versions.node.split('.')[0]) < 20)
    fail(`Kontora needs Node 20 or newer to start; this is Node ${process.versions.node}.`);
  install();
  const node = pinnedNode();
  if (task.web) buildWeb(node);
  for (const command of task.beside ?? []) {
    const beside = spawn(node, command, { stdio: 'inherit' });
    process.on('exit', () => beside.kill());
  }
  for (const [index, command] of task.run.entries()) {
    const last = index === task.run.length - 1;
    const code = await run(node, last ? [...command, ...args] : command);
    if (code !== 0) process.exit(code);
  }
}

/** Lint, types of both worlds, and that generated files are fresh. */
function checks() {
  return [
    [bin('@biomejs/biome', 'bin/biome'), 'check', '.'],
    [bin('typescript', 'bin/tsc'), '--noEmit', '-p', 'tsconfig.json'],
    [bin('typescript', 'bin/tsc'), '--noEmit', '-p', 'web/tsconfig.json'],
    ['scripts/generate-env.ts', '--check'],
    ['scripts/generate-db-types.ts', '--check'],
    ['scripts/generate-api-types.ts', '--check'],
  ];
}

function install() {
  const stamp = join('node_modules', '.kontora-installed');
  const wanted = fingerprint(['package.json', 'package-lock.json']);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('Installing packages (only when the lock file changed) …');
  const npm = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 2, 2],
    shell: windows,
  });
  if (npm.status !== 0) fail('npm could not install the packages; its message stands above.');
  writeFileSync(stamp, wanted);
}

function pinnedNode() {
  const node = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');
  // An npm that is told to run no install scripts leaves the pinned Node out: run that one script ourselves.
  if (!existsSync(node))
    spawnSync(process.execPath, ['installArchSpecificPackage.js'], {
      cwd: join(root, 'node_modules', 'node'),
      stdio: ['ignore', 2, 2],
    });
  if (existsSync(node)) return node;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  fail('The pinned Node 24 could not be installed; install Node 24 yourself and start again.');
}

function buildWeb(node) {
  const stamp = join('dist', 'web', '.stamp');
  const wanted = fingerprint(['package-lock.json', ...WEB_SOURCES.flatMap(files)]);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('Building the web part (only when it changed) …');
  const vite = spawnSync(
    node,
    [bin('vite', 'bin/vite.js'), 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn'],
    {
      stdio: ['ignore', 2, 2],
    },
  );
  if (vite.status !== 0) fail('The web part could not be built; the message stands above.');
  mkdirSync(join('dist', 'web'), { recursive: true });
  writeFileSync(stamp, wanted);
}

/** Runs with our terminal; a channel to the child tells it when we are gone, even by kill -9. */
function run(node, command) {
  const path = `${join(root, 'node_modules', '.bin')}${windows ? ';' : ':'}${process.env.PATH ?? ''}`;
  const child = spawn(node, command, {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: path },
  });
  // A terminal sends Ctrl+C to the child as well; passed on, it would count as impatience.
  const pass = (signal) => (signal === 'SIGINT' && process.stdin.isTTY) || child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass);
  const watch = watchNpm(() => child.kill('SIGTERM'));
  return new Promise((resolve) => {
    child.on('error', (error) => fail(String(error)));
    child.on('exit', (code, signal) => {
      clearInterval(watch);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });
}

/**
 * Calls `gone` when the npm that started us ends. npm signals only the shell between us, which dies
 * without a word, and kill -9 tells nobody. Started by hand we may outlive the terminal, as with nohup.
 */
function watchNpm(gone) {
  if (!process.env.npm_lifecycle_event) return undefined;
  const { command, above } = windows ? {} : look(parent);
  const npm = /sh$/.test(command ?? '') ? above : parent;
  const timer = setInterval(() => {
    if (process.ppid === parent && alive(npm)) return;
    clearInterval(timer);
    gone();
  }, 500);
  return timer.unref();
}

/** The name of a process and the one above it; nothing where neither /proc nor ps is there. */
function look(pid) {
  const stat = `/proc/${pid}/stat`;
  const said = existsSync(stat)
    ? readFileSync(stat, 'utf8').replace(/^\d+ \((.*)\) \S+ (\d+) .*$/s, '$2 $1')
    : spawnSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
  const [, above, command] = /^\s*(\d+) +(.*)/.exec(said ?? '') ?? [];
  return { command, above: above && Number(above) };
}

function alive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function bin(name, file) {
  return join('node_modules', name, file);
}

function files(folder) {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? files(path) : [path];
    });
}

function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(path).update('\0').update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

function fail(text) {
  say(text);
  process.exit(1);
}
