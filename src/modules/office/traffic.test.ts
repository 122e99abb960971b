import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { createQuarters } from './quarters.ts';
import { Traffic, type TrafficQuery } from './schema.ts';
import { openConversation } from './testing.ts';
import { createTraffic } from './traffic.ts';

let database: OpenDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(() => sql`truncate conversations, messages, turns cascade`.execute(database.db));
afterAll(() => database?.close());

const NOW = '2026-03-10T12:20:00Z';
const HOUR = 3_600_000;

/** The traffic as seen at a moment; the moment can move on. */
const office = (iso = NOW) => {
  let now = Date.parse(iso);
  const clock = { now: () => now };
  const read = createTraffic({ quarters: createQuarters({ db: database.db, clock }), clock });
  return {
    read: (query: Partial<TrafficQuery> = {}) => read({ period: '24h', tz: 'UTC', ...query }),
    pass: (ms: number) => {
      now += ms;
    },
  };
};
const day = (time: string) => new Date(`2026-03-10T${time}Z`);

it('an office where nothing happened has every hour, empty', async () => {
  const traffic = await office().read();
  expect(Traffic.parse(traffic)).toEqual(traffic);
  expect(traffic.series).toHaveLength(24);
  expect(traffic.inboxes).toEqual([]);
  for (const figures of [traffic.totals, traffic.previous, ...traffic.series])
    expect(figures).toMatchObject({
      messages_in: 0,
      messages_out: 0,
      people: 0,
      turns: 0,
      dead_letters: 0,
      answers: 0,
      answer_p50_ms: null,
      answer_p95_ms: null,
      operator_answers: 0,
      operator_wait_p50_ms: null,
    });
});

it('counts messages, people, turns and dead letters in their hours', async () => {
  const anna = await openConversation(database.db);
  const boris = await openConversation(database.db, { inbox: 'telegram' });
  await anna.hears(1, day('10:05:00'));
  await anna.says(1, day('10:05:01'), day('10:05:01'));
  await anna.hears(2, day('11:59:59'));
  await boris.hears(1, day('11:00:00'));
  await boris.hears(2, day('11:10:00'));
  await boris.works(1, day('11:00:01'), { state: 'dead' });
  await boris.works(2, day('11:10:01'), { state: 'replayed' });

  const { series, totals, inboxes, from, to } = await office().read();
  expect([from, to]).toEqual(['2026-03-09T13:00:00.000Z', '2026-03-10T12:20:00.000Z']);
  const at = (hour: string) => series.find((one) => one.at === `2026-03-10T${hour}:00:00.000Z`);
  expect(at('10')).toMatchObject({ messages_in: 1, messages_out: 1, people: 1, turns: 1, dead_letters: 0 });
  expect(at('11')).toMatchObject({ messages_in: 3, messages_out: 0, people: 2, turns: 2, dead_letters: 2 });
  expect(at('12')).toMatchObject({ messages_in: 0, people: 0, turns: 0 });
  expect(totals).toMatchObject({ messages_in: 4, messages_out: 1, people: 2, turns: 3, dead_letters: 2 });
  expect(inboxes).toEqual([
    { inbox: 'webchat', messages_in: 2, messages_out: 1 },
    { inbox: 'telegram', messages_in: 2, messages_out: 0 },
  ]);
});

it('compares with the period before, up to the same time of day', async () => {
  const anna = await openConversation(database.db);
  const back = (hours: number) => new Date(Date.parse(NOW) - hours * HOUR);
  await anna.hears(1, back(1));
  await anna.hears(2, back(7 * 24 + 1));
  await anna.hears(3, back(7 * 24 + 2));
  await anna.hears(4, back(7 * 24 - 6));
  await anna.hears(5, back(15 * 24));
  const { totals, previous } = await office().read({ period: '7d' });
  expect([totals.messages_in, previous.messages_in]).toEqual([1, 2]);
});

it('cuts days where the time zone does', async () => {
  const anna = await openConversation(database.db);
  await anna.hears(1, new Date('2026-03-09T18:10:00Z'));
  await anna.hears(2, new Date('2026-03-09T18:20:00Z'));
  const one = office();
  const counts = async (tz: string) =>
    (await one.read({ period: '7d', tz })).series.slice(-2).map(({ messages_in }) => messages_in);
  expect(await counts('UTC')).toEqual([2, 0]);
  expect(await counts('Asia/Kathmandu')).toEqual([1, 1]);
  expect(await counts('Asia/Tokyo')).toEqual([0, 2]);
});

describe('response times', () => {
  it('run from hearing to the first answer delivered', async () => {
    const anna = await openConversation(database.db);
    for (const [turn, ms] of [100, 200, 400].entries()) {
      const heard = day(`11:0${turn}:00`);
      await anna.hears(turn, heard);
      await anna.says(turn, new Date(heard.getTime() + 10), new Date(heard.getTime() + ms));
      await anna.says(turn, new Date(heard.getTime() + 10), new Date(heard.getTime() + ms + 5_000));
    }
    const { totals } = await office().read();
    expect(totals).toMatchObject({ answers: 3, answer_p50_ms: 200, answer_p95_ms: 380 });
  });

  it('count what was answered hours later, when it was answered', async () => {
    const anna = await openConversation(database.db);
    await anna.hears(1, day('07:50:00'));
    await anna.says(1, day('11:50:00'), day('11:50:00'));
    const { series } = await office().read();
    expect(series.filter(({ answers }) => answers > 0)).toMatchObject([
      { at: '2026-03-10T11:00:00.000Z', answer_p50_ms: 4 * HOUR },
    ]);
  });

  it('leave out what the office says by itself: it answers nobody', async () => {
    const anna = await openConversation(database.db);
    await anna.hears(1, day('10:00:00'));
    await anna.says(1, day('10:00:01'), day('10:00:01'));
    await anna.posts(1, day('11:30:00'));
    await anna.hears(2, day('11:40:00'));
    await anna.works(2, day('11:40:01'));
    await anna.posts(2, day('11:55:00'));
    expect((await office().read()).totals).toMatchObject({
      answers: 1,
      answer_p50_ms: 1_000,
      messages_out: 3,
    });
  });

  it('leave out what was not delivered, and what operators write', async () => {
    const anna = await openConversation(database.db);
    const olga = await openConversation(database.db);
    await anna.hears(1, day('11:00:00'));
    await anna.says(1, day('11:00:01'));
    await anna.hears(2, day('11:01:00'));
    await anna.answers(2, day('11:02:00'), olga.person);
    expect((await office().read()).totals).toMatchObject({
      answers: 0,
      answer_p50_ms: null,
      messages_out: 2,
    });
  });
});

describe('the wait for an operator', () => {
  const waits = async () => {
    const { totals } = await office().read();
    return [totals.operator_answers, totals.operator_wait_p50_ms];
  };
  let operator: string;
  beforeEach(async () => {
    operator = (await openConversation(database.db)).person;
  });

  it('runs from the oldest message that nobody answered to the first answer', async () => {
    const anna = await openConversation(database.db);
    await anna.hears(1, day('10:00:00'));
    await anna.says(1, day('10:00:01'), day('10:00:01'));
    await anna.hears(2, day('11:00:00'));
    await anna.hears(3, day('11:00:30'));
    await anna.answers(3, day('11:01:00'), operator);
    await anna.answers(3, day('11:05:00'), operator);
    expect(await waits()).toEqual([1, 60_000]);
    await anna.hears(4, day('11:06:00'));
    await anna.answers(4, day('11:06:20'), operator);
    expect(await waits()).toEqual([2, 40_000]);
  });

  it('goes on while a dialogue only keeps the person company', async () => {
    const anna = await openConversation(database.db);
    await anna.hears(1, day('11:00:00'));
    await anna.says(1, day('11:00:01'), day('11:00:01'), 'talk-to-person');
    await anna.hears(2, day('11:02:00'));
    await anna.says(2, day('11:02:01'), day('11:02:01'), 'talk-to-person');
    await anna.posts(2, day('11:02:50'));
    await anna.answers(2, day('11:03:00'), operator);
    expect(await waits()).toEqual([1, 180_000]);
  });

  it('is none when an operator writes first', async () => {
    const anna = await openConversation(database.db);
    await anna.hears(1, day('10:00:00'));
    await anna.says(1, day('10:00:01'), day('10:00:01'));
    await anna.answers(1, day('11:00:00'), operator);
    expect(await waits()).toEqual([0, null]);
  });
});

describe('the memory', () => {
  it('takes in what came meanwhile', async () => {
    const anna = await openConversation(database.db);
    const one = office();
    await anna.hears(1, day('12:10:00'));
    expect((await one.read()).totals.messages_in).toBe(1);
    await anna.hears(2, day('12:20:30'));
    one.pass(60_000);
    expect((await one.read()).totals.messages_in).toBe(2);
    one.pass(HOUR);
    await anna.hears(3, day('12:50:00'));
    expect((await one.read()).totals).toMatchObject({ messages_in: 3, people: 1 });
  });

  it('hears of answers that were long on their way', async () => {
    const anna = await openConversation(database.db);
    const one = office();
    await anna.hears(1, day('11:00:00'));
    await anna.says(1, day('11:00:01'));
    expect((await one.read()).totals.answers).toBe(0);
    await sql`update messages set delivered_at = ${day('12:21:00')} where direction = 'out'`.execute(
      database.db,
    );
    one.pass(10 * 60_000);
    expect((await one.read()).totals).toMatchObject({ answers: 1, answer_p50_ms: 81 * 60_000 });
  });

  it('does not read the settled past again', async () => {
    const anna = await openConversation(database.db);
    const one = office();
    await anna.hears(1, day('11:30:00'));
    await anna.hears(2, new Date('2026-03-08T12:00:00Z'));
    const first = await one.read({ period: '7d' });
    expect(first.totals.messages_in).toBe(2);
    await sql`truncate messages cascade`.execute(database.db);
    one.pass(60_000);
    expect((await one.read({ period: '7d' })).totals.messages_in).toBe(2);
    one.pass(10 * 60_000);
    expect((await one.read({ period: '7d' })).totals.messages_in).toBe(1);
  });

  it('answers several periods at once', async () => {
    const anna = await openConversation(database.db);
    await anna.hears(1, day('12:00:00'));
    await anna.hears(2, new Date('2026-02-20T12:00:00Z'));
    const one = office();
    const all = await Promise.all((['30d', '24h', '7d'] as const).map((period) => one.read({ period })));
    expect(all.map(({ totals }) => totals.messages_in)).toEqual([2, 1, 1]);
  });
});

it('a message that was rewritten counts once', async () => {
  const anna = await openConversation(database.db);
  await anna.hears(1, day('11:00:00'));
  await anna.says(1, day('11:00:01'), day('11:00:01'));
  await anna.says(2, day('11:01:01'), day('11:01:01'));
  await sql`update messages set edits = (select id from messages where turn = 1 and direction = 'out')
            where turn = 2`.execute(database.db);
  expect((await office().read()).totals).toMatchObject({ messages_out: 1, answers: 1 });
});
