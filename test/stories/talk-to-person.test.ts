import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Actor, CHANNELS } from '#test/actors/actor.ts';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import type { Employee } from '#test/actors/panel.ts';
import { PATIENCE } from '#test/patience.ts';

let office: TestOffice;
let olga: Employee;
beforeAll(async () => {
  office = await openOffice();
  olga = await office.employee({ roles: ['operator'], name: 'Ольга' });
});
afterAll(() => office.close());
// Everybody's place is counted from an empty queue.
beforeEach(async () => {
  await sql`update conversations set queued_at = null, dialogue = null`.execute(office.db);
});

interface Queued {
  readonly id: string;
  readonly last: { readonly text: string } | null;
  readonly queued_at: string;
  readonly waiting_since: string | null;
}

const queue = async (): Promise<readonly Queued[]> =>
  (await olga.get<{ items: Queued[] }>('/conversations?view=queue&sort=waiting_since')).body.items;
const counts = async () =>
  (await olga.get<{ queue: number; attention: number }>('/conversations/counts')).body;
/** Sets a setting of the office for as long as a test lasts. */
const set = async (key: string, value: object): Promise<void> => {
  await sql`insert into settings (key, value) values (${key}, ${JSON.stringify(value)}::jsonb)`.execute(
    office.db,
  );
  await office.restart();
  onTestFinished(async () => {
    await sql`delete from settings`.execute(office.db);
    await office.restart();
  });
};

/** Calls for a person; answers the id of the conversation. */
const calls = async (who: Actor, place: number): Promise<string> => {
  await who.says('/operator');
  await who.hears(new RegExp(`Вы ${place}-й в очереди`));
  const [last] = (await queue()).toSorted((a, b) => (a.queued_at < b.queued_at ? 1 : -1));
  if (!last) throw new Error('nobody is in the queue');
  return last.id;
};

const CLOSED = {
  time_zone: 'Europe/Moscow',
  weekly: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] },
  holidays: [],
};

describe.each(CHANNELS)('asking for a person on %s', (channel) => {
  it('puts people into the queue by the key, tells the place, and who answers', async () => {
    const [first, second] = [await office.person(channel), await office.person(channel)];
    await first.says('/start');
    await first.hears(/Здравствуйте/);
    await first.presses('Позвать человека');
    expect(await first.hears(/Вы 1-й в очереди/)).toMatch(/круглосуточно/);
    const id = await calls(second, 2);
    const [firstId = ''] = (await queue()).map((one) => one.id).filter((one) => one !== id);
    expect(await counts()).toMatchObject({ queue: 2, attention: 2 });

    await olga.post(`/conversations/${firstId}/operator`);
    await first.hears(/Вам отвечает Ольга/);
    await second.says('/operator');
    await second.hears(/Вы 1-й в очереди/);
    await olga.post(`/conversations/${firstId}/messages`, { id: randomUUID(), text: 'Слушаю вас.' });
    await first.hears(/Слушаю вас/);
    await olga.delete(`/conversations/${firstId}/operator`);
    await first.hears(/снова отвечает бот/);
    await first.says('/menu');
    await first.hears(/Выберите раздел/);
    expect((await queue()).map((one) => one.id)).toEqual([id]);
  });

  it('keeps for the operator what is said meanwhile, and says so once', async () => {
    const anna = await office.person(channel);
    const id = await calls(anna, 1);
    for (const words of ['Нужны трубы', 'Двадцать штук', 'Срочно']) await anna.says(words);
    await anna.hears(/Передам/);
    const all = sql<{ left: number }>`select heard - said as left from conversations where id = ${id}`;
    await vi.waitFor(
      async () => expect((await all.execute(office.db)).rows).toEqual([{ left: 0 }]),
      PATIENCE,
    );
    const { body } = await olga.get<{ items: { from: string; text: string }[] }>(
      `/conversations/${id}/messages`,
    );
    expect(body.items.filter(({ from }) => from === 'person').map(({ text }) => text)).toEqual([
      '/operator',
      'Нужны трубы',
      'Двадцать штук',
      'Срочно',
    ]);
    expect((await anna.heard()).filter((text) => /Передам/.test(text))).toHaveLength(1);
    expect((await anna.heard()).join('\n')).not.toMatch(/не понял/);

    // A section in between changes nothing: the person waits, and words are for the operator.
    await anna.says('/menu');
    await anna.hears(/Выберите раздел/);
    await anna.says('Вы скоро?');
    await anna.hears(/Передам/);
    expect((await queue()).map((one) => one.id)).toEqual([id]);
  });

  it('can be taken back by the button, by /cancel, and by nobody coming ever', async () => {
    const anna = await office.person(channel);
    for (const leave of [() => anna.presses('Выйти из очереди'), () => anna.says('/cancel')]) {
      await calls(anna, 1);
      await leave();
      await anna.hears(/вышли из очереди/);
      expect(await queue()).toEqual([]);
      await anna.says('труба');
      await anna.hears(/не понял/);
    }
    await calls(anna, 1);
    await anna.says('Алло');
    await anna.hears(/Передам/);
    await anna.presses('Выйти из очереди');
    await anna.hears(/вышли из очереди/);
    expect(await queue()).toEqual([]);
  });

  it('keeps the place over a restart and over an update that arrives twice', async () => {
    const [first, second] = [await office.person(channel), await office.person(channel)];
    await calls(first, 1);
    const id = await calls(second, 2);
    await second.repeats();
    await office.restart();
    await second.says('Я всё ещё жду');
    await second.hears(/Передам/);
    await second.says('/operator');
    await second.hears(/Вы 2-й в очереди/);
    expect(await queue()).toHaveLength(2);
    expect((await queue()).map((one) => one.id)).toContain(id);
    expect((await second.heard()).filter((text) => /2-й в очереди/.test(text))).toHaveLength(2);
  });

  it('outside working hours asks whether to wait until the office opens', async () => {
    await set('working_hours', CLOSED);
    const anna = await office.person(channel);
    await anna.says('/operator');
    await anna.hears(/не работаем.*Встать в очередь\?/);
    await anna.presses('Не надо');
    await anna.hears(/не буду звать/);
    expect(await queue()).toEqual([]);
    await anna.says('/operator');
    await anna.hears(/не работаем.*Встать в очередь\?/);
    await anna.presses('Встать в очередь');
    expect(await anna.hears(/Вы 1-й в очереди/)).toMatch(/не работаем/);
    expect(await queue()).toHaveLength(1);
  });

  it('is refused when too many wait already', async () => {
    const [first, second] = [await office.person(channel), await office.person(channel)];
    await calls(first, 1);
    const settings = {
      return_after_minutes: 30,
      max_queue: 1,
      queue_full: { ru: 'Мест нет.', en: 'No room.' },
    };
    await set('handover', settings);
    await second.says('/operator');
    await second.hears(/^Мест нет\.$/);
    await first.says('/operator');
    await first.hears(/Вы 1-й в очереди/);
  });

  it('is refused outside working hours too, when others were faster to say yes', async () => {
    const [first, second] = [await office.person(channel), await office.person(channel)];
    await set('working_hours', CLOSED);
    await set('handover', {
      return_after_minutes: 30,
      max_queue: 1,
      queue_full: { ru: 'Мест нет.', en: 'No room.' },
    });
    for (const who of [first, second]) {
      await who.says('/operator');
      await who.hears(/Встать в очередь\?/);
    }
    await first.presses('Встать в очередь');
    await first.hears(/Вы 1-й в очереди/);
    await second.presses('Встать в очередь');
    await second.hears(/^Мест нет\.$/);
    expect(await queue()).toHaveLength(1);
  });
});

it('speaks English with who does', async () => {
  const anna = await office.person('webchat', { language: 'en' });
  await anna.says('/operator');
  expect(await anna.hears(/You are number 1 in the queue/)).toMatch(/round the clock/);
  const [id] = (await queue()).map((one) => one.id);
  await olga.post(`/conversations/${id}/operator`);
  await anna.hears(/^Ольга answers you now\./);
  await anna.presses('End the conversation');
  await anna.hears(/the bot answers again/);
});
