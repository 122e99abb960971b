import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Actor } from '#test/actors/actor.ts';
import { CHANNELS } from '#test/actors/actor.ts';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import { type Employee, panelClient } from '#test/actors/panel.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice({ env: { PUBLIC_URL: 'http://office.example.com' } });
});
afterAll(() => office.close());

interface Chats {
  readonly items: readonly { id: string; channel: string; title: string }[];
}

const codeFor = async (employee: Employee) =>
  (await employee.post<{ code: string; command: string }>('/account/link-codes')).body;

const link = async (employee: Employee, chat: Actor) => {
  await chat.says('/start');
  await chat.hears(/Здравствуйте/);
  await chat.says((await codeFor(employee)).command);
  await chat.hears(/чат связан с вашим аккаунтом/);
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

  it('the code may be sent after the command; a wrong one is told, and in the end limited', async () => {
    const olga = await office.employee({ roles: ['operator'] });
    const chat = await office.person(channel);
    await chat.says('/link');
    await chat.hears(/Пришлите код из панели/);
    for (let n = 0; n < 4; n += 1) {
      await chat.says('AAAA-AAAA');
      await chat.hears(/Такого кода нет/);
    }
    await chat.says('/link 2222-2222');
    await chat.hears(/Такого кода нет/);
    await chat.says((await codeFor(olga)).code);
    await chat.hears(/Слишком много неверных кодов. Попробуйте через 10 мин/);
    expect((await olga.get<Chats>('/account/chats')).body.items).toEqual([]);
  });

  it('what was said after the code in one breath is said by the account’s person', async () => {
    const olga = await office.employee({ roles: ['operator'], name: 'Ольга Скорая' });
    const chat = await office.person(channel);
    await chat.says('/start');
    await chat.hears(/Здравствуйте/);
    const { command } = await codeFor(olga);
    await chat.says(command);
    await chat.says('/profile');
    await chat.hears(/чат связан/);
    await chat.hears(/Имя: Ольга Скорая/);
    await chat.repeats();
    await chat.says('/link');
    await chat.hears(/Пришлите код/);
    await chat.says((await codeFor(olga)).code);
    await chat.hears(/уже связан/);
  });

  it('a restart in the middle and a code that comes twice change nothing', async () => {
    const olga = await office.employee({ roles: ['operator'] });
    const chat = await office.person(channel);
    await chat.says('/link');
    await chat.hears(/Пришлите код/);
    await office.restart();
    await chat.says((await codeFor(olga)).code);
    await chat.hears(/чат связан/);
    await chat.repeats();
    await chat.says('/help');
    await chat.hears(/./);
    expect((await chat.heard()).filter((text) => /чат связан/.test(text))).toHaveLength(1);
    expect((await chat.heard()).filter((text) => /Такого кода нет/.test(text))).toEqual([]);
  });

  it('the chat of another employee is refused; an unlinked one is a stranger’s again', async () => {
    const [olga, boris] = [
      await office.employee({ roles: ['operator'], name: 'Ольга' }),
      await office.employee({ roles: ['operator'], name: 'Борис' }),
    ];
    const chat = await office.person(channel, { name: 'Оля Чатова' });
    await link(olga, chat);
    await chat.says((await codeFor(boris)).command);
    await chat.hears(/принадлежит другому сотруднику/);
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
    });
  });
});

it('the command stands in no menu', async () => {
  const anna = await office.person('telegram');
  await anna.says('/help');
  await anna.hears(/./);
  expect((await anna.heard()).join('\n')).not.toMatch(/\/link/);
});
