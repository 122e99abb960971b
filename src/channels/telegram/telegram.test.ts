import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { IncomingFile } from '#modules/conversations/index.ts';
import { createEar, openOffice } from './testing.ts';

const LONG = { timeout: 10_000 };

describe('files', () => {
  const office = async () => {
    const opened = await openOffice();
    const { id } = await opened.person();
    const telegram = opened.channel();
    const ear = createEar();
    telegram.poll(ear.hear);
    const fetchFile = async (file: IncomingFile) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of (await telegram.fetchFile?.(file)) ?? []) chunks.push(chunk);
      return Buffer.concat(chunks);
    };
    const announced = async (): Promise<IncomingFile> => {
      await vi.waitFor(() => expect(ear.inputs()).toHaveLength(1), LONG);
      const [input] = ear.inputs();
      const file = input?.kind === 'file' ? input.files[0] : undefined;
      if (!file || !('source' in file)) throw new Error('no file was announced');
      return file;
    };
    const document = (fields: object) =>
      opened.control.message({ user_id: id, document: fields, caption: 'вот' });
    return { ...opened, id, ear, document, announced, fetchFile };
  };

  it('are announced and then read', async () => {
    const { document, announced, fetchFile } = await office();
    const content = Buffer.from('счёт на трубы');
    await document({
      file_name: 'счёт.txt',
      mime_type: 'text/plain',
      content_base64: content.toString('base64'),
    });
    const file = await announced();
    expect(file).toMatchObject({ name: 'счёт.txt', mime: 'text/plain', size: content.length });
    expect(await fetchFile(file)).toEqual(content);
  });

  it('too large to be fetched are named as such', async () => {
    const { document, ear } = await office();
    await document({ size: 30_000_000 });
    await vi.waitFor(() => expect(ear.inputs()).toEqual([{ kind: 'other', what: 'large_file' }]), LONG);
  });

  it('that are larger than Telegram said are cut off', async () => {
    const { channel } = await openOffice();
    const server = createServer((request, response) => {
      const result = { file_id: 'x', file_unique_id: 'x', file_size: 10, file_path: 'documents/file 1.bin' };
      if (request.url?.endsWith('/getFile')) response.end(JSON.stringify({ ok: true, result }));
      else response.end(Buffer.alloc(21 * 1024 * 1024));
    });
    onTestFinished(() => void server.close());
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const telegram = channel({ apiRoot: `http://127.0.0.1:${port}` });
    const body = await telegram.fetchFile?.({ name: 'x', mime: 'x', size: 10, source: 'x' });
    let size = 0;
    const read = async () => {
      for await (const chunk of body ?? []) size += chunk.length;
    };
    await expect(read()).rejects.toMatchObject({ name: 'OuterError', kind: 'refused' });
    expect(size).toBeLessThanOrEqual(20 * 1024 * 1024);
  });

  it.each([
    ['getFile', { mode: 'html502' }, 'down'],
    ['getFile', { mode: 'drop_after' }, 'down'],
    ['getFile', { retry_after: 3 }, 'limited'],
    ['getFile', { code: 400 }, 'refused'],
    ['download', { code: 404 }, 'refused'],
    ['download', { code: 500 }, 'down'],
    ['download', { mode: 'drop_before' }, 'down'],
  ] as const)('fail with a clear error: %s %j', async (method, fault, kind) => {
    const { document, announced, fetchFile, control, bot, logText } = await office();
    await document({ content_base64: 'aGk=' });
    const file = await announced();
    await control.faults({ method, ...fault });
    const error = await fetchFile(file).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'OuterError', system: 'telegram', kind });
    expect(inspect(error, { depth: 9, showHidden: true }) + logText()).not.toContain(bot.token);
    expect((await fetchFile(file)).toString()).toBe('hi');
  });
});

describe('menus', () => {
  const menu = {
    ru: [{ command: 'start', description: 'Начать' }],
    en: [{ command: 'start', description: 'Begin' }],
  };

  it('are set in both languages, only when they changed', async () => {
    const { channel, calls } = await openOffice();
    const telegram = channel();
    await telegram.prepare?.(menu);
    expect((await calls('setMyCommands')).map(({ parameters }) => parameters)).toEqual([
      { commands: menu.ru },
      { commands: menu.en, language_code: 'en' },
    ]);
    await telegram.prepare?.(menu);
    expect(await calls('setMyCommands')).toHaveLength(2);
    await telegram.prepare?.({ ...menu, en: [{ command: 'help', description: 'Help' }] });
    expect(await calls('setMyCommands')).toHaveLength(3);
    expect(await calls('setWebhook')).toEqual([]);
    expect(await calls('deleteWebhook')).toEqual([]);
  });

  it('that are not taken do not stop the start', async () => {
    const { channel, control, logText } = await openOffice();
    await control.faults({ method: 'setMyCommands', code: 400, times: 2 });
    await channel().prepare?.(menu);
    expect(logText()).toContain('the commands menu could not be set');
  });

  it('of one chat are its own', async () => {
    const { channel, person, calls } = await openOffice();
    const { id, address } = await person();
    const long = { command: 'find', description: 'x'.repeat(300) };
    await channel().offer?.(address, [long]);
    expect(await calls('setMyCommands')).toMatchObject([
      { ok: true, parameters: { scope: { type: 'chat', chat_id: id }, commands: [{ command: 'find' }] } },
    ]);
  });
});

describe('courtesies', () => {
  it('shows that it is typing, and swallows what goes wrong', async () => {
    const { channel, person, control, calls } = await openOffice();
    const { id, address } = await person();
    const telegram = channel();
    await telegram.typing(address);
    expect(await calls('sendChatAction')).toMatchObject([
      { ok: true, parameters: { chat_id: id, action: 'typing' } },
    ]);
    await control.faults({ method: '*', mode: 'drop_before', times: 2 });
    await telegram.typing(address);
    await telegram.offer?.(address, []);
  });
});

describe('the start', () => {
  it('says who the bot is; a refused token is one error and no rejection', async () => {
    const { channel, control, logLines, logText } = await openOffice();
    await channel().prepare?.({ ru: [], en: [] });
    expect(logText()).toContain('@kontora_bot');
    await control.token({ revoked: true });
    await channel().prepare?.({ ru: [], en: [] });
    expect(logLines().filter(({ level }) => level === 50)).toHaveLength(1);
  });

  it('keeps count of how it fares', async () => {
    const { channel, control, person } = await openOffice();
    const { id, address } = await person();
    const telegram = channel();
    expect(telegram.seen()).toEqual({ authorized: true });
    await control.faults({ method: 'sendMessage', retry_after: 1 });
    await telegram.send({ id: 1, address, text: 'привет' });
    await control.message({ user_id: id, text: 'раз' });
    telegram.poll(createEar().hear);
    await vi.waitFor(() => expect(telegram.seen().lastUpdateAt).toBeGreaterThan(0), LONG);
    expect(telegram.seen().lastLimitedAt).toBeGreaterThan(0);
    const text = await telegram.metrics.text();
    expect(text).toMatch(/telegram_authorized 1\n/);
    expect(text).toMatch(/telegram_last_limited_seconds [1-9]/);
    expect(text).toMatch(/outer_call_duration_seconds_count{[^}]*operation="sendMessage",outcome="limited"/);
  });

  it('describes itself to the core', async () => {
    const { channel } = await openOffice();
    expect(channel({ rateTotal: 28, rateChat: 1 })).toMatchObject({
      inbox: 'telegram',
      name: 'telegram',
      capabilities: { buttons: true, edits: true, contacts: true, maxText: 4096 },
      pace: {
        private: { perSecond: 1, burst: 3 },
        group: { perSecond: 20 / 60, burst: 3 },
        whole: { perSecond: 28 },
      },
    });
  });
});
