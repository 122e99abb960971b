import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Actor } from '#test/actors/actor.ts';
import { CHANNELS } from '#test/actors/actor.ts';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import { type Employee, panelClient } from '#test/actors/panel.ts';
import { PATIENCE } from '#test/patience.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice({ env: { PUBLIC_URL: 'http://office.example.com' } });
});
afterAll(() => office.close());

interface Chats {
  readonly items: readonly { id: string; channel: string; title: string }[];
}

/** What the office answers to /link: a code that is said nowhere else. */
const codeIn = async (chat: Actor): Promise<string> => {
  await chat.says('/link');
  const words = await chat.hears(/Введите его в панели/);
  return /[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}/.exec(words)?.[0] ?? '';
};

const give = (employee: Employee, code: string) =>
  employee.post<Chats>('/account/chats', { code, password: employee.credentials.password });

const link = async (employee: Employee, chat: Actor) => {
  await chat.says('/start');
  await chat.hears(/Здравствуйте/);
  expect((await give(employee, await codeIn(chat))).status).toBe(200);
};

describe.each(CHANNELS)('on %s', (channel) => {
  it('a chat is linked by a code, and a forgotten password is set anew by the link that arrives there', async () => {
    const olga = await office.employee({ roles: ['operator'], name: 'Ольга Операторова' });
    const chat = await office.person(channel);
    await link(olga, chat);
    expect((await olga.get<Chats>('/account/chats')).body.items).toMatchObject([{ channel }]);

    const stranger = panelClient(office.base);
    const { login } = olga.credentials;
    expect((await stranger.post('/password-links', { login })).status).toBe(202);
    const words = await chat.hears(/попросил сменить пароль/);
    const [, token] = /http:\/\/office\.example\.com\/admin\/reset#([\w-]{43})/.exec(words) ?? [];
    const password = 'a secret she will not forget';
    expect((await stranger.post('/password-links/use', { token, password })).status).toBe(204);
    expect((await olga.get('/session')).body).toEqual({ stage: 'none' });
    expect(await stranger.login({ login, password })).toMatchObject({ person: { id: olga.personId } });
  });

  it('a wrong code is told, and in the end limited; the sixth code within ten minutes is not made', async () => {
    const olga = await office.employee({ roles: ['operator'] });
    const chat = await office.person(channel);
    const codes = [];
    for (let n = 0; n < 5; n += 1) codes.push(await codeIn(chat));
    expect(new Set(codes).size).toBe(5);
    await chat.says('/link');
    await chat.hears(/Слишком много кодов. Попробуйте через 10 мин/);
    for (let n = 0; n < 5; n += 1) expect((await give(olga, 'AAAA-AAAA')).status).toBe(422);
    expect((await give(olga, codes[0] ?? '')).status).toBe(429);
    expect((await olga.get<Chats>('/account/chats')).body.items).toEqual([]);
  });

  it('whoever works in the panel reads no code: neither in the conversation nor in what is sent', async () => {
    const spy = await office.employee({ roles: ['administrator'] });
    const chat = await office.person(channel);
    const code = await codeIn(chat);
    const { rows } = await sql<{ id: string }>`
      select conversation_id as id from messages where content ->> 'text' like ${`%${code}%`}
    `.execute(office.db);
    const id = rows[0]?.id;
    const paths = [
      `/conversations/${id}`,
      `/conversations/${id}/messages`,
      '/conversations',
      '/deliveries',
      '/deliveries.csv',
      '/dead-letters',
      '/audit',
    ];
    const read = await Promise.all(paths.map((path) => spy.get(path)));
    expect(read.map(({ status }) => status)).toEqual(paths.map(() => 200));
    expect(JSON.stringify(read.map(({ body }) => body))).not.toContain(code);
    expect((await give(spy, code)).status).toBe(200);
  });

  it('what is said after the code was given is said by the account’s person', async () => {
    const olga = await office.employee({ roles: ['operator'], name: 'Ольга Скорая' });
    const chat = await office.person(channel);
    await link(olga, chat);
    await chat.says('/profile');
    await chat.hears(/Имя: Ольга Скорая/);
    await chat.says('/link');
    await chat.hears(/уже связан/);
    await chat.repeats();
    await chat.says('/help');
    await chat.hears(/./);
    expect((await chat.heard()).filter((text) => /уже связан/.test(text))).toHaveLength(1);
  });

  it('a restart between the code and the panel, and a command that comes twice, change nothing', async () => {
    const olga = await office.employee({ roles: ['operator'] });
    const chat = await office.person(channel);
    const code = await codeIn(chat);
    await chat.repeats();
    await office.restart();
    expect((await give(olga, code)).body.items).toMatchObject([{ channel }]);
    expect((await chat.heard()).filter((text) => /Введите его/.test(text))).toHaveLength(1);
  });

  it('the chat of another employee is refused; an unlinked one is a stranger’s again', async () => {
    const [olga, boris] = [
      await office.employee({ roles: ['operator'], name: 'Ольга' }),
      await office.employee({ roles: ['operator'], name: 'Борис' }),
    ];
    const chat = await office.person(channel, { name: 'Оля Чатова' });
    await link(olga, chat);
    await chat.says('/link');
    await chat.hears(/уже связан/);
    const [item] = (await olga.get<Chats>('/account/chats')).body.items;
    expect((await olga.delete(`/account/chats/${item?.id}`)).status).toBe(204);
    await link(boris, chat);
    expect((await boris.get<Chats>('/account/chats')).body.items).toHaveLength(1);
    expect((await olga.get<Chats>('/account/chats')).body.items).toEqual([]);

    // Nothing is said to a chat that is no longer theirs.
    await panelClient(office.base).post('/password-links', { login: olga.credentials.login });
    await panelClient(office.base).post('/password-links', { login: boris.credentials.login });
    await chat.hears(/попросил сменить пароль/);
    await office.app().accounts.settled();
    await vi.waitFor(async () => {
      const links = await office.db.selectFrom('password_links').select('person_id').execute();
      expect(links.filter(({ person_id }) => person_id === boris.personId)).toHaveLength(1);
      expect(links.filter(({ person_id }) => person_id === olga.personId)).toEqual([]);
    }, PATIENCE);
  });
});

it('the command stands in no menu', async () => {
  const anna = await office.person('telegram');
  await anna.says('/help');
  await anna.hears(/./);
  expect((await anna.heard()).join('\n')).not.toMatch(/\/link/);
});
