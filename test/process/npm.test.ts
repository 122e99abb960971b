import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { ROOT } from '#test/house/source.ts';

// A server that needs neither the built web part nor a database; the entry treats every task alike.
const TASK = 'scripts/run.mjs fake:telegram --port 0';
const env = { ...process.env, npm_lifecycle_event: 'fake:telegram' };

/** Starts something that starts the task; answers it once the task serves, and the task's address. */
const begin = async (command: string, args: readonly string[]) => {
  const started: ChildProcess = spawn(command, args, {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void started.kill('SIGKILL'));
  let printed = '';
  for await (const chunk of started.stdout ?? []) {
    printed += String(chunk);
    const address = /TELEGRAM_API_ROOT=(\S+)/.exec(printed)?.[1];
    if (address) return { started, address };
  }
  throw new Error(`ended early: ${printed}`);
};

const gone = (address: string) =>
  expect
    .poll(
      () =>
        fetch(address).then(
          () => 'serves',
          () => 'gone',
        ),
      { timeout: 10_000, interval: 100 },
    )
    .toBe('gone');

it.runIf(process.platform !== 'win32')(
  'what npm started ends with the shell between them, even by kill -9',
  async () => {
    const { started, address } = await begin('sh', ['-c', `"${process.execPath}" ${TASK}; true`]);
    started.kill('SIGKILL');
    await once(started, 'exit');
    await gone(address);
  },
);

it.runIf(process.platform !== 'win32')(
  'what npm started ends with npm, when its shell lives on',
  async () => {
    const shell = `require('node:child_process').spawn('sh', ['-c', process.argv[1]], { stdio: 'inherit' })`;
    const inner = `"${process.execPath}" ${TASK}; true`;
    const { started, address } = await begin(process.execPath, ['-e', shell, inner]);
    started.kill('SIGKILL');
    await once(started, 'exit');
    await gone(address);
  },
);
