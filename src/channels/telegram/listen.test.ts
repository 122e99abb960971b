import { describe, expect, it, vi } from 'vitest';
import { PATIENCE } from '#test/patience.ts';
import { createEar, openOffice } from './testing.ts';

const LONG = { timeout: 10_000 };
const text = (words: string) => ({ kind: 'text', text: words });

describe('polling', () => {
  it('confirms a batch only after all of it is stored', async () => {
    const { control, channel, person, calls } = await openOffice();
    const { id } = await person();
    let store = () => {};
    const stored = new Promise<void>((resolve) => {
      store = resolve;
    });
    const ear = createEar();
    channel().poll(async (events) => {
      await stored;
      await ear.hear(events);
    });
    await control.message({ user_id: id, text: 'раз' });
    await control.waitFor({ method: 'getUpdates' });
    expect((await control.state()).bots[0]?.pending_updates).toBe(1);
    store();
    await vi.waitFor(async () => expect((await control.state()).bots[0]?.pending_updates).toBe(0), LONG);
    expect(ear.inputs()).toEqual([text('раз')]);
    expect(
      (await calls('getUpdates')).every(({ parameters }) => Array.isArray(parameters.allowed_updates)),
    ).toBe(true);
  });

  it('asks for the same updates again when they could not be stored', async () => {
    const { control, channel, person } = await openOffice();
    const { id } = await person();
    await control.message({ user_id: id, text: 'раз' });
    await control.message({ user_id: id, text: 'два' });
    const ear = createEar({ failures: 2 });
    channel().poll(ear.hear);
    await vi.waitFor(() => expect(ear.inputs()).toEqual([text('раз'), text('два')]), LONG);
    expect(ear.attempts.length).toBeGreaterThan(2);
    expect(ear.attempts[1]?.[0]).toEqual(ear.attempts[0]?.[0]);
  });

  it('leaves out what it cannot read, and hears the rest', async () => {
    const { control, channel, person, logLines } = await openOffice();
    const { id } = await person();
    await control.update({ message: { message_id: 'x', chat: 5 } });
    await control.update({ message: {} });
    await control.message({ user_id: id, text: 'раз' });
    const ear = createEar();
    channel().poll(ear.hear);
    await vi.waitFor(() => expect(ear.inputs()).toEqual([text('раз')]), LONG);
    expect(logLines().filter(({ msg }) => msg === 'ignored an update')).toHaveLength(2);
  });

  it('goes on after errors, web pages, cut lines and limits', async () => {
    const { control, channel, person } = await openOffice();
    const { id } = await person();
    for (const fault of [
      { mode: 'html502' },
      { mode: 'error', code: 500 },
      { mode: 'drop_before' },
      { mode: 'error', retry_after: 1 },
    ] as const)
      await control.faults({ method: 'getUpdates', ...fault });
    await control.message({ user_id: id, text: 'раз' });
    const ear = createEar();
    channel().poll(ear.hear);
    await vi.waitFor(() => expect(ear.inputs()).toEqual([text('раз')]), LONG);
  });

  it('ends a waiting poll at once', { timeout: 10_000 }, async () => {
    const { control, channel, person, logLines } = await openOffice();
    const { id } = await person();
    await control.message({ user_id: id, text: 'раз' });
    const ear = createEar();
    const stop = channel().poll(ear.hear);
    await vi.waitFor(async () => expect((await control.state()).bots[0]?.pending_updates).toBe(0), LONG);
    await stop();
    expect(ear.inputs()).toEqual([text('раз')]);
    expect(logLines().filter(({ level }) => level >= 40)).toEqual([]);
  });

  it('lives on beside a second poller, and both back off', async () => {
    const { control, channel, person, logLines } = await openOffice();
    const { id } = await person();
    const ear = createEar();
    const stop = channel().poll(ear.hear);
    const second = channel();
    second.poll(ear.hear);
    const warned = () => logLines().some(({ msg }) => msg.startsWith('another process polls'));
    await vi.waitFor(() => expect(warned()).toBe(true), LONG);
    await stop();
    await control.message({ user_id: id, text: 'раз' });
    await vi.waitFor(() => expect(ear.inputs()).toContainEqual(text('раз')), LONG);
  });

  it('removes a webhook that was set, without dropping what waits', async () => {
    const { control, channel, person, url, bot } = await openOffice();
    const { id } = await person();
    await control.options({ local: true });
    const webhook = new URLSearchParams({ url: `${url}/nowhere` });
    expect((await fetch(`${url}/bot${bot.token}/setWebhook?${webhook}`)).status).toBe(200);
    await control.message({ user_id: id, text: 'раз' });
    const ear = createEar();
    const telegram = channel();
    telegram.poll(ear.hear);
    await vi.waitFor(() => expect(ear.inputs()).toEqual([text('раз')]), LONG);
    expect(telegram.seen().lastConflictAt).toBeGreaterThan(0);
  });

  it('leaves a webhook alone unless polling was asked for, and says once what to set', async () => {
    const { control, channel, url, bot, logLines, calls } = await openOffice();
    await control.options({ local: true });
    const webhook = new URLSearchParams({ url: `${url}/nowhere` });
    await fetch(`${url}/bot${bot.token}/setWebhook?${webhook}`);
    channel({ modeExplicit: false }).poll(createEar().hear);
    await vi.waitFor(async () => expect((await calls('getUpdates')).length).toBeGreaterThan(2), LONG);
    expect(await calls('deleteWebhook')).toEqual([]);
    const errors = logLines().filter(({ level }) => level === 50);
    expect(errors).toEqual([
      expect.objectContaining({ msg: expect.stringContaining('TELEGRAM_MODE=polling') }),
    ]);
  });

  it('stands still when the token is refused, says so once, and can be stopped', async () => {
    const { control, channel, person, logLines, calls } = await openOffice();
    const { address } = await person();
    const telegram = channel();
    const stop = telegram.poll(createEar().hear);
    await vi.waitFor(async () => expect((await control.state()).bots).toHaveLength(1), PATIENCE);
    await control.token({ revoked: true });
    await vi.waitFor(() => expect(telegram.seen().authorized).toBe(false), LONG);
    expect(await telegram.send({ id: 1, address, text: 'привет' })).toMatchObject({
      outcome: 'later',
      whole: true,
    });
    expect(logLines().filter(({ level }) => level === 50)).toHaveLength(1);
    expect((await calls('getUpdates')).length).toBeLessThan(3);
    await stop();
    await control.token({ revoked: false });
    expect(await telegram.send({ id: 1, address, text: 'привет' })).toMatchObject({ outcome: 'sent' });
    expect(telegram.seen().authorized).toBe(true);
  });
});

describe('what people do', () => {
  it('comes in as it was meant', async () => {
    const { control, channel, person } = await openOffice();
    const { id, address } = await person({ first_name: 'Анна', language_code: 'en', phone: '79161234567' });
    const telegram = channel();
    const ear = createEar();
    telegram.poll(ear.hear);

    const { message_id } = await control.message({ user_id: id, text: 'труба' });
    await control.message({ user_id: id, edit_message_id: message_id, text: 'труба 20мм' });
    await telegram.send({ id: 1, address, text: '?', keyboard: [[{ label: 'Мой номер', contact: true }]] });
    await control.press({ user_id: id, label: 'Мой номер' });
    await control.message({ user_id: id, location: { latitude: 59.9, longitude: 30.3 } });
    await control.message({ user_id: id, fields: { sticker: { file_id: 'CAAC', type: 'regular' } } });
    await control.member({ user_id: id, action: 'block' });
    await control.message({ user_id: id, text: '/start abc' });
    await vi.waitFor(() => expect(ear.events).toHaveLength(8), LONG);

    expect(ear.events).toMatchObject([
      {
        sender: { account: address, name: 'Анна', language: 'en' },
        input: text('труба'),
        ref: String(message_id),
      },
      { type: 'edited', ref: String(message_id), text: 'труба 20мм' },
      { input: { kind: 'contact', phone: '+79161234567', own: true } },
      { input: { kind: 'place' } },
      { input: { kind: 'other', what: 'sticker' } },
      { type: 'reachable', reachable: false },
      { type: 'reachable', reachable: true },
      { input: text('/start abc') },
    ]);
  });

  it('does not take a forged card for the sender’s own', async () => {
    const { control, channel, person } = await openOffice();
    const { id } = await person();
    const phone_number = '79161234567';
    await control.contact({ user_id: id, phone_number, contact_user_id: 5_000_000_099 });
    await control.contact({ user_id: id, phone_number, contact_user_id: null });
    await control.contact({ user_id: id, phone_number, forwarded: true });
    await control.contact({ user_id: id, phone_number, via_bot: true });
    const ear = createEar();
    channel().poll(ear.hear);
    await vi.waitFor(() => expect(ear.inputs()).toHaveLength(4), LONG);
    expect(ear.inputs().every((input) => input.kind === 'contact' && !input.own)).toBe(true);
  });

  it('answers a press at once, also one that comes too late', async () => {
    const { control, channel, person } = await openOffice();
    const { id, address } = await person();
    const telegram = channel();
    const sent = await telegram.send({
      id: 1,
      address,
      text: '?',
      buttons: [[{ label: 'Да', token: 'k1:1:0' }]],
    });
    const message_id = Number('ref' in sent && sent.ref);
    const ear = createEar();
    telegram.poll(ear.hear);
    const press = await control.callback({ user_id: id, message_id, label: 'Да' });
    await control.waitFor({ method: 'answerCallbackQuery' });
    expect((await control.callbacks(press.callback_query_id)).answered).toBe(true);
    expect(ear.inputs()).toEqual([{ kind: 'choice', token: 'k1:1:0' }]);

    await control.faults({ method: 'answerCallbackQuery', mode: 'error', code: 400 });
    await control.callback({ user_id: id, message_id, data: 'forged', force: true });
    await vi.waitFor(() => expect(ear.inputs()).toContainEqual({ kind: 'choice', token: 'forged' }), LONG);
    await control.message({ user_id: id, text: 'дальше' });
    await vi.waitFor(() => expect(ear.inputs()).toContainEqual(text('дальше')), LONG);
  });

  it('follows a group that becomes a supergroup', async () => {
    const { control, channel, person } = await openOffice();
    const { id } = await person();
    const { id: group } = await control.chats({ type: 'group', user_ids: [id] });
    const telegram = channel();
    const { chat_id } = await control.member({ chat_id: group, action: 'migrate' });
    const message = { id: 1, address: String(group), text: 'привет' };
    expect(await telegram.send(message)).toEqual({ outcome: 'moved', to: String(chat_id) });
    const ear = createEar();
    telegram.poll(ear.hear);
    const moved = { type: 'moved', from: String(group), to: String(chat_id) };
    await vi.waitFor(() => expect(ear.events).toContainEqual(moved), LONG);
  });
});
