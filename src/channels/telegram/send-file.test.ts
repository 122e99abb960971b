import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { openOffice } from './testing.ts';

const [price, empty, missing, broken] = [newId(), newId(), newId(), newId()];
const CONTENT = Buffer.from('a;b\n1;2\n');

const office = async () => {
  const opened = await openOffice();
  const streams: Readable[] = [];
  const openFile = async (id: string) => {
    if (id === missing) return undefined;
    if (id === broken) throw new Error('the disk is away');
    const content = id === empty ? Buffer.alloc(0) : CONTENT;
    const stream = Readable.from([content], { objectMode: false });
    streams.push(stream);
    return { stream, size: content.length };
  };
  const telegram = opened.channel({}, { openFile });
  const { id: chat, address } = await opened.person();
  const send = (id: string) =>
    telegram.send({
      id: 1,
      address,
      text: 'Файл прайс.csv: http://office/прайс',
      file: { id, name: 'прайс.csv', mime: 'text/csv', size: CONTENT.length },
    });
  const calls = async () => {
    const made = await opened.control.outbox({ chat_id: chat });
    return made.map(({ method, ok }) => `${method}${ok ? '' : ' refused'}`);
  };
  return { ...opened, telegram, chat, send, calls, streams };
};

it('a file arrives as it is, under its name', async () => {
  const { telegram, send, calls, control, chat, streams } = await office();
  expect(telegram.capabilities.files).toBe(true);
  expect(await send(price)).toEqual({ outcome: 'sent', ref: expect.stringMatching(/^\d+$/) });
  const { messages } = await control.chat(chat);
  const { document, text, caption } = messages.at(-1)?.message ?? {};
  expect([document?.file_name, text, caption]).toEqual(['прайс.csv', undefined, undefined]);
  expect(await control.files(document?.file_id ?? '')).toEqual(CONTENT);
  expect(await calls()).toEqual(['sendDocument']);
  expect(streams.every(({ destroyed }) => destroyed)).toBe(true);
});

it.each([
  ['is not there (any more)', missing],
  ['cannot be read', broken],
  ['has no content', empty],
])('of one that %s its line is said', async (_, id) => {
  const { send, calls, control, chat, streams } = await office();
  expect((await send(id)).outcome).toBe('sent');
  expect(await control.chatText(chat)).toContain('Файл прайс.csv: http://office/прайс');
  expect(await calls()).toEqual(['sendMessage']);
  expect(streams.every(({ destroyed }) => destroyed)).toBe(true);
});

it('of one that Telegram refuses its line is said; an outage is waited for', async () => {
  const { send, calls, control, streams } = await office();
  await control.faults({
    method: 'sendDocument',
    mode: 'error',
    code: 413,
    description: 'Request Entity Too Large',
  });
  expect((await send(price)).outcome).toBe('sent');
  expect(await calls()).toEqual(['sendDocument refused', 'sendMessage']);
  await control.clearFaults();
  await control.faults({ method: 'sendDocument', mode: 'html502' });
  expect((await send(price)).outcome).toBe('later');
  expect(streams.every(({ destroyed }) => destroyed)).toBe(true);
});

it('without a way to open files lines stand for them', async () => {
  const { channel } = await openOffice();
  expect(channel().capabilities.files).toBeUndefined();
});
