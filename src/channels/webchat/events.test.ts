import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Message } from './schema.ts';
import type { Stream } from './test-client.ts';
import { type Office, openOffice } from './test-office.ts';

let office: Office;

beforeAll(async () => {
  office = await openOffice();
});

afterAll(() => office?.close());

const text = (value: string) => (event: { data: { [key: string]: unknown } }) => event.data.text === value;

const cursorOf = (stream: Stream): string => stream.events.findLast(({ id }) => id !== undefined)?.id ?? '';

const press = (message: { [key: string]: unknown }, button: number) => ({
  id: randomUUID(),
  choice: { message_id: message.id, button },
});

describe('the event stream', () => {
  it('begins with the session and brings every message of both sides, in order', async () => {
    const anna = await office.visitor();
    const stream = await anna.follow();
    await stream.until(({ event }) => event === 'session');
    expect(stream.events[0]).toMatchObject({
      event: 'session',
      data: {
        locale: 'en',
        keyboard: null,
        commands: [
          { command: 'echo', description: 'Says it again' },
          { command: 'cancel', description: 'Leave the current step' },
        ],
      },
    });
    const message = await anna.say('one');
    await stream.until(text('echo one'));
    await anna.say('two');
    await stream.until(text('echo two'));
    expect(stream.texts()).toEqual(['one', 'echo one', 'two', 'echo two']);
    expect(stream.all('message')[0]).toEqual(message);
    expect(stream.events.filter(({ event }) => event === 'message').map(({ id }) => id)).toEqual([
      '1',
      '2',
      '3',
      '4',
    ]);
    await stream.close();
  });

  it('goes on after the cursor of the snapshot without a gap', async () => {
    const anna = await office.visitor();
    await anna.say('seen');
    await expect.poll(async () => (await anna.json<{ cursor: string }>('')).cursor).toBe('2');
    await anna.say('new');
    const answer = await anna.get('/events?after=2');
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    await answer.body?.cancel();
    const stream = await anna.follow('2');
    await stream.until(text('echo new'));
    expect(stream.texts()).toEqual(['new', 'echo new']);
    await stream.close();
  });

  it('loses nothing and repeats nothing over drops at any moment', async () => {
    const anna = await office.visitor();
    const seen: { id: string | undefined; text: unknown }[] = [];
    let cursor = '0';
    const talking = (async () => {
      for (let n = 0; n < 12; n += 1) await anna.say(String(n));
    })();
    for (let isOver = false; !isOver; ) {
      const stream = await anna.follow(cursor);
      const count = 1 + Math.floor(Math.random() * 4);
      await stream.until(() => stream.all('message').length >= count || stream.texts().includes('echo 11'));
      await stream.close();
      const messages = stream.events.filter(({ event }) => event === 'message');
      seen.push(...messages.map(({ id, data }) => ({ id, text: data.text })));
      cursor = cursorOf(stream) || cursor;
      isOver = seen.some((one) => one.text === 'echo 11');
    }
    await talking;
    const ids = seen.map(({ id }) => Number(id));
    expect(ids).toEqual(Array.from({ length: 24 }, (_, n) => n + 1));
    const numbers = seen.map((one) => String(one.text)).filter((one) => /^\d+$/.test(one));
    expect(numbers).toEqual(Array.from({ length: 12 }, (_, n) => String(n)));
  });

  it('brings a rewritten message again, under the same id', async () => {
    const anna = await office.visitor();
    const stream = await anna.follow();
    await anna.say('ask');
    const { data: asked } = await stream.until(text('Which one?'));
    const cursor = cursorOf(stream);
    await anna.post(press(asked, 1));
    const { data: answered } = await stream.until(text('It is green'));
    expect(answered).toMatchObject({ id: asked.id, position: asked.position, edited: true, buttons: null });
    expect(stream.texts()).toEqual(['ask', 'Which one?', 'Green', 'It is green']);
    await stream.close();
    const later = await anna.follow(cursor);
    await later.until(text('It is green'));
    expect(later.texts()).toEqual(['Green', 'It is green']);
    await later.close();
  });

  it('tells when the keyboard comes', async () => {
    const anna = await office.visitor();
    const stream = await anna.follow();
    await stream.until(({ event }) => event === 'session');
    await anna.say('hello');
    await stream.until(({ event, data }) => event === 'session' && data.keyboard !== null);
    await anna.say('again');
    await stream.until(text('echo again'));
    expect(stream.all('session').map(({ keyboard }) => keyboard)).toEqual([null, [[{ label: 'Echo' }]]]);
    await stream.close();
  });

  it('tells when the language changes', async () => {
    const anna = await office.visitor();
    await anna.say('hello');
    const stream = await anna.follow();
    await stream.until(({ event }) => event === 'session');
    const { id, person_id } = await office.conversationOf(anna);
    await office.db.updateTable('people').set({ locale: 'ru' }).where('id', '=', person_id).execute();
    office.changed(id);
    await stream.until(({ event, data }) => event === 'session' && data.locale === 'ru');
    await stream.close();
  });

  it('shows typing to the visitor who is answered, on every stream, and to nobody else', async () => {
    const [anna, boris] = [await office.visitor(), await office.visitor()];
    await anna.say('hello');
    const streams = [await anna.follow(), await anna.follow(), await boris.follow()];
    for (const stream of streams) await stream.until(({ event }) => event === 'session');
    const { address } = await office.conversationOf(anna);
    await office.webchat.typing(address);
    for (const stream of streams.slice(0, 2)) {
      const { id, data } = await stream.until(({ event }) => event === 'typing');
      expect(data).toEqual({ seconds: 5 });
      expect(id).toBeUndefined();
    }
    await boris.say('still here');
    await streams[2]?.until(text('still here'));
    expect(streams[2]?.all('typing')).toEqual([]);
    for (const stream of streams) await stream.close();
  });

  it('brings the same to two streams, and nothing of others', async () => {
    const [anna, boris] = [await office.visitor(), await office.visitor()];
    const [phone, laptop, his] = [await anna.follow(), await anna.follow(), await boris.follow()];
    await anna.say('hello');
    for (const stream of [phone, laptop]) await stream.until(text('echo hello'));
    expect(phone.events.filter(({ id }) => id)).toEqual(laptop.events.filter(({ id }) => id));
    await boris.say('mine');
    await his.until(text('echo mine'));
    expect(his.texts()).toEqual(['mine', 'echo mine']);
    for (const stream of [phone, laptop, his]) await stream.close();
  });

  it('is open at most six times for a visitor, and again after one is closed', async () => {
    const anna = await office.visitor();
    const streams = await Promise.all(Array.from({ length: 6 }, () => anna.follow()));
    const refused = await anna.get('/events');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await streams[0]?.close();
    const again = async (): Promise<number> => {
      const answer = await anna.get('/events');
      await answer.body?.cancel();
      return answer.status;
    };
    await expect.poll(again).toBe(200);
    for (const stream of streams.slice(1)) await stream.close();
  });

  it('is open at most thirty times for one address, whoever the visitors are', async () => {
    const headers = { 'x-forwarded-for': '2001:db8:1:2::1' };
    const visitors = await Promise.all(Array.from({ length: 6 }, () => office.visitor()));
    const streams = await Promise.all(
      visitors.flatMap((visitor) => Array.from({ length: 5 }, () => visitor.get('/events', headers))),
    );
    expect(streams.map(({ status }) => status)).toEqual(Array(30).fill(200));
    const neighbour = { 'x-forwarded-for': '2001:db8:1:2::99' };
    expect((await visitors[0]?.get('/events', neighbour))?.status).toBe(429);
    for (const { body } of streams) await body?.cancel();
  });

  it.each(['x', '-1', '1.5', '1e3', '9'.repeat(16)])('does not begin after %s', async (after) => {
    const anna = await office.visitor();
    expect((await anna.get(`/events?after=${after}`)).status).toBe(422);
    expect((await anna.get('/events', { 'last-event-id': after })).status).toBe(422);
  });

  it('goes on from now when the cursor is of a future that a restored database does not know', async () => {
    const anna = await office.visitor();
    await anna.say('before');
    await expect.poll(async () => (await anna.json<{ cursor: string }>('')).cursor).toBe('2');
    const stream = await anna.follow('900');
    await stream.until(({ event }) => event === 'session');
    await anna.say('after');
    await stream.until(text('echo after'));
    expect(stream.texts()).toEqual(['after', 'echo after']);
    await stream.close();
  });

  it('outlives the database: what was said meanwhile comes when it is back', async () => {
    const anna = await office.visitor();
    const stream = await anna.follow();
    await anna.say('before');
    await stream.until(text('echo before'));
    office.wire.cut();
    expect((await anna.post({ id: randomUUID(), text: 'lost' })).status).toBe(503);
    office.wire.mend();
    const id = randomUUID();
    await expect
      .poll(async () => (await anna.post({ id, text: 'after' })).status, { timeout: 10_000 })
      .toBe(202);
    await stream.until(text('echo after'));
    expect(stream.texts()).toEqual(['before', 'echo before', 'after', 'echo after']);
    await stream.close();
  });
});

describe('who only watches', () => {
  it('counts as seen', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const anna = await office.visitor();
    await anna.say('hello');
    const stream = await anna.follow();
    await stream.until(({ event }) => event === 'session');
    const { address } = await office.conversationOf(anna);
    await sql`update chat_sessions set seen_at = now() - interval '2 hours' where visitor = ${address}`.execute(
      office.db,
    );
    await vi.advanceTimersByTimeAsync(300_000);
    const hours = async () => {
      const { rows } = await sql<{ ago: number }>`
        select extract(epoch from now() - seen_at)::float / 3600 as ago from chat_sessions where visitor = ${address}
      `.execute(office.db);
      return rows[0]?.ago;
    };
    await expect.poll(hours).toBeLessThan(1);
    await stream.close();
  });
});

describe('a long absence', () => {
  it('is made up for in portions, in order', async () => {
    const anna = await office.visitor();
    await anna.say('hello');
    await expect.poll(async () => (await anna.json<{ cursor: string }>('')).cursor).toBe('2');
    const { id } = await office.conversationOf(anna);
    await office.fill(id, 100);
    const stream = await anna.follow('2');
    await stream.until(text('filler 100'));
    expect(stream.texts()).toEqual(Array.from({ length: 100 }, (_, n) => `filler ${n + 1}`));
    expect((stream.all('message')[0] as unknown as Message).position).toBe(3);
    await stream.close();
  });
});

describe('a server that leaves', () => {
  it('ends its streams, and the visitor goes on elsewhere', async () => {
    const leaving = await openOffice();
    const anna = await leaving.visitor();
    const stream = await anna.follow();
    await stream.until(({ event }) => event === 'session');
    await leaving.close();
    await stream.ended;
  });
});
