import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PATIENCE } from '#test/patience.ts';
import { createLog, type LogOptions } from './log.ts';
import { withTrace } from './trace.ts';

const LINE = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} - [a-z_]+ - (DEBUG|INFO|WARNING|ERROR|CRITICAL) - .+$/;

/** A log whose console is a string. */
const started = (options: Partial<LogOptions> = {}) => {
  const out = new PassThrough();
  let text = '';
  out.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const { log, close } = createLog({ level: 'debug', format: 'line', out, ...options });
  return { log, close, lines: () => text.split('\n').slice(0, -1), text: () => text };
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kontora-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the line format', () => {
  it('prints component, level, message and fields', async () => {
    const { log, close, lines } = started();
    log.child({ component: 'telegram_bot' }).warn({ chat: 7, name: 'Anna K', deep: { a: [1] } }, 'refused');
    await close();
    expect(lines()).toHaveLength(1);
    expect(lines()[0]).toMatch(LINE);
    expect(lines()[0]).toMatch(
      / - telegram_bot - WARNING - refused chat=7 name="Anna K" deep=\{"a":\[1\]\}$/,
    );
  });

  it('prints local time', async () => {
    const { log, close, lines } = started();
    const before = new Date();
    log.info('x');
    await close();
    const printed = new Date((lines()[0] ?? '').slice(0, 19).replace(' ', 'T'));
    expect(Math.abs(printed.getTime() - before.getTime())).toBeLessThan(5_000);
  });

  it('names all levels as Python does and defaults the component', async () => {
    const { log, close, lines } = started();
    log.debug('a');
    log.info('a');
    log.warn('a');
    log.error('a');
    log.fatal('a');
    log.child({ component: 'Веб-chat 2' }).info('a');
    await close();
    expect(lines().map((line) => line.slice(20))).toEqual([
      '- kontora - DEBUG - a',
      '- kontora - INFO - a',
      '- kontora - WARNING - a',
      '- kontora - ERROR - a',
      '- kontora - CRITICAL - a',
      '- ____chat__ - INFO - a',
    ]);
  });

  it('folds an error with message, code, stack and cause into its line', async () => {
    const { log, close, lines } = started();
    const cause = Object.assign(new Error('connect\nrefused'), { code: 'ECONNREFUSED' });
    log.error(
      { err: Object.assign(new TypeError('no answer', { cause }), { code: 'E_OUT' }) },
      'turn failed',
    );
    log.error(new Error('alone'));
    log.info({ tried: [{ error: new Error('deep inside') }] }, 'x');
    await close();
    expect(lines()).toHaveLength(3);
    for (const line of lines()) expect(line).toMatch(LINE);
    expect(lines()[0]).toContain('turn failed error="TypeError: no answer" code=E_OUT');
    expect(lines()[0]).toMatch(/stack="at .*log\.test\.ts/);
    expect(lines()[0]).toContain('"code":"ECONNREFUSED"');
    expect(lines()[0]).toContain('connect\\nrefused');
    expect(lines()[1]).toContain('ERROR - alone error="Error: alone"');
    expect(lines()[2]).toContain('"message":"deep inside"');
  });

  it('keeps one event on one line whatever is logged', async () => {
    const { log, close, lines, text } = started();
    const nasty = fc.string({
      unit: fc.constantFrom(
        '\n',
        '\r',
        '\u2028',
        '\u2029',
        '\v',
        '\f',
        '\u0085',
        '\u001b',
        'a',
        ' ',
        'ж',
        '😀',
        '\ud800',
        '"',
        '=',
      ),
    });
    let events = 0;
    fc.assert(
      fc.property(
        nasty,
        fc.dictionary(nasty, fc.oneof(nasty, fc.jsonValue())),
        nasty,
        (msg, fields, component) => {
          log.child({ component }).info(fields, msg.replaceAll('%', ''));
          events += 1;
        },
      ),
    );
    await close();
    expect(lines()).toHaveLength(events);
    for (const line of lines()) expect(line).toMatch(LINE);
    expect(text()).not.toMatch(/[\r\v\f\u0085\u2028\u2029\u001b]/);
  });

  it('survives values that cannot be printed', async () => {
    const { log, close, lines } = started();
    const loop: Record<string, unknown> = {
      big: 12n,
      bytes: Buffer.alloc(9),
      when: new Date(Number.NaN),
      map: new Map([['a', 1]]),
    };
    loop.self = loop;
    log.info({ loop, many: Array.from({ length: 1_000 }, (_, at) => at) }, 'odd');
    log.info(
      {
        get broken() {
          throw new Error('getter');
        },
      },
      'getter',
    );
    log.info({ level: 'fatal', time: 0 }, 'posing');
    log.info({});
    await close();
    expect(lines()[0]).toContain(
      '"big":"12","bytes":"[9 bytes]","when":"Invalid Date","map":{"a":1},"self":"[circular]"',
    );
    expect(lines()[0]).toContain('[900 more]');
    expect(lines()[1]).toContain('getter');
    expect(lines()[2]).toMatch(/ - INFO - posing field_level=fatal field_time=0$/);
    expect(lines()[3]).toMatch(/ - INFO - -$/);
  });

  it('cuts overlong texts', async () => {
    const { log, close, lines } = started();
    log.info({ value: 'b'.repeat(1_000_000) }, 'a'.repeat(1_000_000));
    await close();
    expect(lines()[0]?.length).toBeLessThan(20_000);
  });
});

describe('the json format', () => {
  it('is one object per line with level name, ISO time, component and fields', async () => {
    const { log, close, lines } = started({ format: 'json' });
    log.child({ component: 'bot', inbox: 3 }).error({ err: new RangeError('x\ny') }, 'two\nlines');
    await close();
    expect(lines()).toHaveLength(1);
    const event = JSON.parse(lines()[0] ?? '') as Record<string, unknown>;
    expect(event).toMatchObject({
      level: 'error',
      component: 'bot',
      inbox: 3,
      msg: 'two\nlines',
      pid: process.pid,
    });
    expect(event.err).toMatchObject({ type: 'RangeError', message: 'x\ny' });
    expect(new Date(String(event.time)).toISOString()).toBe(event.time);
  });
});

describe.each(['line', 'json'] as const)('redaction in the %s format', (format) => {
  it('covers messages, fields, child bindings and errors', async () => {
    const { log, close, text } = started({ format });
    const secret = 'AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0';
    const error = new Error(`fetch https://api.telegram.org/bot1234567:${secret}/getMe`, {
      cause: new Error(`token=${secret}`),
    });
    log
      .child({ headers: { authorization: secret } })
      .info({ deep: [{ password: secret, url: `/a?token=${secret}` }] }, `is 1234567:${secret}`);
    log.error(error);
    log.error({ inner: { error } }, 'call %s failed', `bot1:${secret}`);
    await close();
    expect(text()).toContain('***');
    expect(text()).not.toContain(secret);
  });

  it('masks phones above debug only', async () => {
    const { log, close, lines } = started({ format });
    log.debug({ from: '+79161234567' }, 'heard 8 916 123-45-67');
    log.info({ from: '+79161234567', chat_id: 79161234567 }, 'heard 8 916 123-45-67');
    await close();
    expect(lines()[0]).toContain('+79161234567');
    expect(lines()[1]).not.toContain('+79161234567');
    expect(lines()[1]).not.toContain('123-45-67');
    expect(lines()[1]).toContain('79161234567');
  });
});

describe('trace ids', () => {
  it('are in every line of the work that runs under them', async () => {
    const { log, close, lines } = started();
    await withTrace('a'.repeat(32), async () => {
      await new Promise((resolve) => setImmediate(resolve));
      log.child({ component: 'bot' }).info('inside');
    });
    log.info('outside');
    await close();
    expect(lines()[0]).toContain(`trace_id=${'a'.repeat(32)}`);
    expect(lines()[1]).not.toContain('trace_id');
  });
});

describe('outputs', () => {
  it('writes the same lines to the console and to the file', async () => {
    const path = join(folder, 'backend', 'logs', 'main.log');
    const { log, close, text } = started({ file: { path, maxBytes: 50_000_000, backups: 3 } });
    for (let count = 0; count < 100; count += 1) log.info({ count }, 'event');
    await close();
    expect(text().split('\n')).toHaveLength(101);
    expect(readFileSync(path, 'utf8')).toBe(text());
  });

  it('keeps quiet below its level', async () => {
    const { log, close, lines } = started({ level: 'warn' });
    log.info('no');
    log.warn('yes');
    await close();
    expect(lines()).toHaveLength(1);
  });

  it('says once on the console that the file cannot be written, and goes on', async () => {
    const path = join(folder, 'folder');
    const { log, close, lines } = started({
      file: { path: join(path, 'main.log', 'x'), maxBytes: 1_000, backups: 1 },
    });
    await import('node:fs/promises').then(({ mkdir, writeFile }) =>
      mkdir(path).then(() => writeFile(join(path, 'main.log'), '')),
    );
    log.info('first');
    await vi.waitFor(
      () => expect(lines().some((line) => line.includes('cannot be written'))).toBe(true),
      PATIENCE,
    );
    log.info('second');
    await close();
    expect(lines().filter((line) => line.includes('cannot be written'))).toHaveLength(1);
    for (const line of lines()) expect(line).toMatch(LINE);
    expect(lines().at(-1)).toContain('second');
    expect(existsSync(join(path, 'main.log', 'x'))).toBe(false);
  });

  it('survives a console that fails', async () => {
    const out = new PassThrough();
    const { log, close } = createLog({ level: 'info', format: 'line', out });
    out.destroy(new Error('EPIPE'));
    log.info('into the void');
    await close();
  });

  it('drops lines for a console that nobody reads instead of filling memory', async () => {
    const out = new PassThrough();
    const { log } = createLog({ level: 'info', format: 'line', out });
    for (let count = 0; count < 3_000; count += 1) log.info('x'.repeat(8_000));
    expect(out.writableLength + out.readableLength).toBeLessThan(9_000_000);
  });
});
