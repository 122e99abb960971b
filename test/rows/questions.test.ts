import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { type Actor, CHANNELS, type ChannelName } from '#test/actors/actor.ts';
import { openOffice, type TestOffice } from '#test/actors/office.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office?.close());

/** A member of a new organization of this name. */
const memberOf = async (name: string, channel: ChannelName): Promise<Actor> => {
  const actor = await office.person(channel);
  await actor.says('/start');
  await actor.hears(/Здравствуйте/);
  const company = newId();
  await sql`insert into organizations (id, name, kind) values (${company}, ${name}, 'company')`.execute(
    office.db,
  );
  await sql`
    insert into organization_members (organization_id, person_id, role)
    select ${company}, person_id, 'owner' from messages where direction = 'in' order by id desc limit 1
  `.execute(office.db);
  return actor;
};

const ask = async (actor: Actor, words: string): Promise<void> => {
  await actor.says('/questions new');
  await actor.hears(/Напишите вопрос/);
  await actor.says(words);
  await actor.hears(/^Вопрос отправлен/);
};

describe.each(CHANNELS)('questions on %s', (channel) => {
  it('S3-10: the office lists, opens and answers a question, and the client receives the answer', async () => {
    const anna = await memberOf(`Десятая ${channel}`, channel);
    await ask(anna, `Сколько стоит доставка ${channel}?`);
    const manager = await office.employee({ roles: ['manager'] });
    const { body: listed } = await manager.get<{ items: { id: string; title: string }[] }>(
      `/shop/questions?state=waiting&q=${encodeURIComponent(`доставка ${channel}`)}`,
    );
    expect(listed.items).toMatchObject([{ title: `Сколько стоит доставка ${channel}?` }]);
    const path = `/shop/questions/${listed.items[0]?.id}`;
    const { body: opened } = await manager.get<{ messages: { text: string }[] }>(path);
    expect(opened.messages.map(({ text }) => text)).toEqual([`Сколько стоит доставка ${channel}?`]);
    const answered = await manager.post(`${path}/messages`, { text: 'Бесплатно.', key: randomUUID() });
    expect(answered.status).toBe(200);
    expect(await anna.hears(/^Ответ на ваш вопрос/)).toMatch(/Бесплатно\./);
  });

  it('S3-18: a member sees the topics of the own organization only', async () => {
    const [anna, stranger] = [
      await memberOf(`Своя ${channel}`, channel),
      await memberOf(`Чужая ${channel}`, channel),
    ];
    await ask(anna, `Наш секрет ${channel}`);
    await ask(stranger, `Другое дело ${channel}`);
    const labels = async (actor: Actor) => {
      await actor.says('/questions');
      await actor.hears(/^Ваши вопросы: 1/);
      return (await actor.sees()).buttons.flat();
    };
    expect(await labels(anna)).toEqual([`Наш секрет ${channel}`, 'Новый вопрос']);
    expect(await labels(stranger)).toEqual([`Другое дело ${channel}`, 'Новый вопрос']);
    const { rows } = await sql<{ id: string }>`
      select id from questions where title = ${`Наш секрет ${channel}`}
    `.execute(office.db);
    await stranger.says(`/questions ${rows[0]?.id}`);
    await stranger.hears(/^Такого вопроса нет/);
    expect((await stranger.heard()).join('\n')).not.toContain('секрет');
  });
});
