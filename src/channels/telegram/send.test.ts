import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createJudge } from './send.ts';
import { openOffice } from './testing.ts';

const office = async () => {
  const opened = await openOffice();
  const telegram = opened.channel();
  const { id, address } = await opened.person();
  const say = (text: string, fields: object = {}) => telegram.send({ id: 1, address, text, ...fields });
  const refOf = async (text: string, fields: object = {}) => {
    const sent = await say(text, fields);
    if (sent.outcome !== 'sent' || sent.ref === undefined) throw new Error(`not sent: ${sent.outcome}`);
    return sent.ref;
  };
  const fault = (fields: object) => opened.control.faults({ method: 'sendMessage', ...fields });
  return { ...opened, telegram, id, address, say, refOf, fault };
};

const buttons = [[{ label: 'Да', token: 'k1:1:0' }]];

it.each([
  [{ code: 500 }, { outcome: 'later', maybeSent: true }],
  [{ mode: 'html502' }, { outcome: 'later', maybeSent: true }],
])('an outage that may hide a sent message says so: %j', async (failing, sent) => {
  const { say, fault } = await office();
  await fault(failing);
  expect(await say('раз')).toMatchObject(sent);
});

it('a limit leaves no doubt', async () => {
  const { say, fault } = await office();
  await fault({ retry_after: 3 });
  const sent = await say('раз');
  expect(sent.outcome).toBe('later');
  expect(sent).not.toHaveProperty('maybeSent');
});

describe('a message', () => {
  it('goes out as plain text, whatever stands in it', async () => {
    const { say, control, address } = await office();
    const text = '<b>Труба</b> *20мм* _x_ [a](b) & \\ 👩‍👩‍👧 שלום';
    expect(await say(text, { buttons })).toEqual({ outcome: 'sent', ref: expect.stringMatching(/^\d+$/) });
    const { parameters } = await control.waitFor({ method: 'sendMessage' });
    expect(parameters).toEqual({
      chat_id: Number(address),
      text,
      link_preview_options: { is_disabled: true },
      reply_markup: { inline_keyboard: [[{ text: 'Да', callback_data: 'k1:1:0' }]] },
    });
  });

  it('brings up a keyboard and takes it away', async () => {
    const { say, control, id } = await office();
    await say('меню', { keyboard: [[{ label: 'Меню' }]] });
    await control.press({ user_id: id, label: 'Меню' });
    await say('нет меню', { keyboard: 'none' });
    await expect(control.press({ user_id: id, label: 'Меню' })).rejects.toThrow('no button');
  });

  it('is rewritten in place', async () => {
    const { say, refOf, control } = await office();
    const ref = await refOf('раз', { buttons });
    expect(await say('два', { buttons, editsRef: ref })).toEqual({ outcome: 'sent', ref });
    expect(await say('два', { buttons, editsRef: ref })).toEqual({ outcome: 'sent', ref });
    expect(await say('два', { editsRef: ref })).toEqual({ outcome: 'sent', ref });
    expect(await control.outbox({ method: 'sendMessage' })).toHaveLength(1);
  });

  it('is sent anew when it cannot be rewritten', async () => {
    const { say, refOf, control, id } = await office();
    const deleted = await refOf('раз', { buttons });
    await control.delete({ chat_id: id, message_id: Number(deleted) });
    const underKeyboard = await refOf('раз', { keyboard: [[{ label: 'Меню' }]] });
    for (const ref of [deleted, underKeyboard, '999999']) {
      const sent = await say('два', { editsRef: ref });
      expect(sent).toEqual({ outcome: 'sent', ref: expect.not.stringMatching(`^${ref}$`) });
    }
  });

  it('is sent anew when it brings a keyboard along', async () => {
    const { say, refOf, control } = await office();
    const ref = await refOf('раз', { buttons });
    await say('два', { editsRef: ref, keyboard: [[{ label: 'Меню' }]] });
    expect(await control.outbox({ method: 'editMessageText' })).toEqual([]);
  });
});

describe('what Telegram answers', () => {
  it.each([
    ['a limit', { retry_after: 7 }, { outcome: 'later', afterMs: 7_000, whole: false }],
    ['a server error', { code: 500 }, { outcome: 'later', whole: false }],
    ['a web page', { mode: 'html502' }, { outcome: 'later', whole: false }],
    ['a lost answer', { mode: 'drop_after' }, { outcome: 'doubtful' }],
    ['a cut line', { mode: 'drop_before' }, { outcome: 'doubtful' }],
    ['silence', { mode: 'hang' }, { outcome: 'doubtful', reason: 'no answer in time' }],
    ['a refusal', { code: 403 }, { outcome: 'refused', unreachable: true }],
    ['a bad request', { code: 400 }, { outcome: 'refused' }],
  ])('%s', async (_, fields, sent) => {
    const { say, fault, logText, bot } = await office();
    await fault(fields);
    const answer = await say('код 123456');
    expect(answer).toMatchObject(sent);
    expect(JSON.stringify(answer) + logText()).not.toContain(bot.token);
    expect(logText()).not.toContain('123456');
  });

  it('a server that is not there', async () => {
    const { channel, address } = await office();
    const message = { id: 1, address, text: 'привет' };
    expect(await channel({ apiRoot: 'http://127.0.0.1:9' }).send(message)).toMatchObject({
      outcome: 'later',
      reason: 'no connection (ECONNREFUSED)',
    });
  });

  it('a server that takes the connection and never speaks TLS', async () => {
    const { channel, address } = await office();
    const server = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const message = { id: 1, address, text: 'привет' };
    expect(await channel({ apiRoot: `https://127.0.0.1:${port}` }).send(message)).toMatchObject({
      outcome: 'later',
      reason: 'no connection (ECONNECTTIMEOUT)',
    });
  });

  it('a person who blocked the bot, never wrote to it, or does not exist', async () => {
    const { control, telegram, say, id } = await office();
    await control.member({ user_id: id, action: 'block' });
    expect(await say('привет')).toMatchObject({ outcome: 'refused', unreachable: true });
    const stranger = await control.users();
    const to = (address: string) => telegram.send({ id: 1, address, text: 'привет' });
    expect(await to(String(stranger.id))).toMatchObject({ outcome: 'refused', unreachable: true });
    expect(await to('77')).toEqual({ outcome: 'refused', reason: '400 Bad Request: chat not found' });
  });

  it('a group that threw the bot out', async () => {
    const { control, telegram } = await office();
    const { id } = await control.chats({ type: 'supergroup' });
    const message = { id: 1, address: String(id), text: 'привет' };
    expect(await telegram.send(message)).toMatchObject({ outcome: 'sent' });
    await control.member({ chat_id: id, action: 'kick' });
    expect(await telegram.send(message)).toMatchObject({ outcome: 'refused', unreachable: true });
  });

  it('its own limits, with every message still sent once and in order', async () => {
    const { control, say, id } = await office();
    await control.limits({ enabled: true, private: { per_second: 1, burst: 2 } });
    const texts = ['1', '2', '3', '4', '5'];
    for (const text of texts)
      for (let sent = await say(text); sent.outcome === 'later'; sent = await say(text))
        await control.clock({ advance_ms: sent.afterMs });
    const shown = await control.outbox({ method: 'sendMessage', chat_id: id });
    expect(shown.filter(({ ok }) => ok).map(({ parameters }) => parameters.text)).toEqual(texts);
    expect(shown.some(({ ok }) => !ok)).toBe(true);
  });

  it('fails where a token would not fit, before anything is sent', async () => {
    const { say, control } = await office();
    await expect(say('?', { buttons: [[{ label: 'Да', token: 'x'.repeat(65) }]] })).rejects.toThrow(
      '64 bytes',
    );
    expect(await control.outbox({ method: 'sendMessage' })).toEqual([]);
  });
});

describe('what concerns more than one message', () => {
  const limited = { kind: 'limited', reason: 'r', afterMs: 10_000 } as const;
  const down = { kind: 'down', reason: 'r' } as const;
  const judgeAt = () => {
    const clock = { time: 1_000_000, now: () => clock.time };
    return { clock, judge: createJudge(clock) };
  };

  it('limits of two chats within their time hold the whole inbox', () => {
    const { clock, judge } = judgeAt();
    expect(judge.failed(limited, '1')).toMatchObject({ whole: false });
    expect(judge.failed(limited, '1')).toMatchObject({ whole: false });
    clock.time += 9_999;
    expect(judge.failed(limited, '2')).toMatchObject({ whole: true });
    clock.time += 10_000;
    expect(judge.failed(limited, '3')).toMatchObject({ whole: false });
  });

  it('an outage is waited out longer and longer, and forgotten when it ends', () => {
    const { clock, judge } = judgeAt();
    const waits = [0, 1_000, 4_000, 20_000, 60_000].map((ms) => {
      clock.time += ms;
      return judge.failed(down, '1');
    });
    for (const [index, ms] of [1_000, 1_000, 5_000, 25_000, 60_000].entries()) {
      const { afterMs } = waits[index] as { afterMs: number };
      expect(afterMs).toBeGreaterThanOrEqual(ms * 0.75);
      expect(afterMs).toBeLessThanOrEqual(ms * 1.25 + 1);
    }
    expect(waits.map((wait) => 'whole' in wait && wait.whole)).toEqual([false, false, false, true, true]);
    judge.sent('1');
    expect(judge.failed(down, '1')).toMatchObject({ whole: false });
    clock.time += 3_600_000;
    expect(judge.failed(down, '1')).toMatchObject({ whole: false });
  });
});
