import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#test/actors/actor.ts';
import { CHANNELS, type ChannelName } from '#test/actors/actor.ts';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import type { Employee } from '#test/actors/panel.ts';

let office: TestOffice;
let manager: Employee;
beforeAll(async () => {
  office = await openOffice({ env: { PUBLIC_URL: 'http://office.example.com' } });
  manager = await office.employee({ roles: ['manager'], name: 'Мария Менеджер' });
});
afterAll(() => office?.close());

interface Card {
  readonly id: string;
  readonly members: readonly { id: string; name: string; role: string }[];
  readonly addresses: readonly { id: string; address: string }[];
}
interface Requests {
  readonly items: readonly {
    id: string;
    words: string;
    state: string;
    organization: { id: string } | null;
    person: { name: string };
  }[];
}

let made = 0;

/** A company that the office made; nobody is in it yet. */
const newCompany = async (): Promise<{ id: string; name: string }> => {
  made += 1;
  const name = `Стройка ${made}`;
  const { status, body } = await manager.post<Card>('/shop/organizations', { name });
  expect(status).toBe(201);
  return { id: body.id, name };
};

const cardOf = async (id: string): Promise<Card> =>
  (await manager.get<Card>(`/shop/organizations/${id}`)).body;

/** Somebody opens an invitation and says yes, telling their name where the channel does not. */
const joins = async (actor: Actor, code: string, company: string, name: string): Promise<void> => {
  await actor.says(`/join ${code}`);
  await actor.hears(new RegExp(`в «${company}»`));
  // Who has never been here says hello first: the invitation waits.
  await actor.says(name);
  await actor.hears(/ответьте «да» или «нет»/);
  await actor.hears(new RegExp(`в «${company}»`));
  await actor.presses('Войти');
  if (actor.channel === 'webchat') {
    await actor.hears(/Как вас зовут/);
    await actor.says(name);
  }
  await actor.hears(new RegExp(`Готово: вы в «${company}»`));
  await actor.hears(/Вы: (владелец|участник)/);
};

/** A company with an owner whom the office invited. */
const ownedCompany = async (channel: ChannelName) => {
  const company = await newCompany();
  const owner = await office.person(channel, { name: 'Олег Хозяин' });
  const { body } = await manager.post<{ code: string }>(`/shop/organizations/${company.id}/invitations`);
  await joins(owner, body.code, company.name, 'Олег Хозяин');
  return { ...company, owner };
};

/** What the owner hands on. */
const invitationBy = async (owner: Actor): Promise<string> => {
  await owner.says('Пригласить работника');
  await owner.hears(/По ссылке войдёт один человек/);
  await owner.presses('Создать ссылку');
  const words = await owner.hears(/Приглашение в/);
  await owner.hears(/Вы: владелец/);
  return words;
};

const codeIn = (words: string): string => /\/join ([\w-]+)/.exec(words)?.[1] ?? '';

describe.each(CHANNELS)('on %s', (channel) => {
  it('an employee comes by the link of the owner, once, and sees the organization', async () => {
    const { id, name, owner } = await ownedCompany(channel);
    const words = await invitationBy(owner);
    const link = /https:\/\/t\.me\/\S+\?start=join_(\w+)/.exec(words);
    expect(words).toMatch(/http:\/\/office\.example\.com\/#join=\w+/);
    expect(link?.[1]).toBe(codeIn(words).replaceAll('-', ''));

    const anna = await office.person(channel, { name: 'Анна Работник' });
    await joins(anna, link?.[0] ?? '', name, 'Анна Работник');
    await owner.hears(/Анна Работник теперь в «/);
    expect((await cardOf(id)).members.map(({ name, role }) => ({ name, role }))).toEqual([
      { name: 'Олег Хозяин', role: 'owner' },
      { name: 'Анна Работник', role: 'member' },
    ]);

    const stranger = await office.person(channel);
    await stranger.says(`/join ${codeIn(words)}`);
    await stranger.hears(/Это приглашение не действует/);
    await stranger.says('/join 2222-2222-2222-2222');
    await stranger.hears(/Это приглашение не действует/);
    expect((await cardOf(id)).members).toHaveLength(2);
  });

  it('two who press at the same moment: one comes in', async () => {
    const { id, name, owner } = await ownedCompany(channel);
    const code = codeIn(await invitationBy(owner));
    const both = [await office.person('telegram'), await office.person('telegram')];
    for (const one of both) {
      await one.says(`/join ${code}`);
      await one.hears(new RegExp(`в «${name}»`));
    }
    await Promise.all(both.map((one) => one.presses('Войти')));
    await Promise.all(both.map((one) => one.hears(/Готово: вы в|Это приглашение не действует/)));
    expect((await cardOf(id)).members).toHaveLength(2);
  });

  it('codes are not guessed: after ten tries the chat waits', async () => {
    const stranger = await office.person(channel);
    for (let n = 0; n < 10; n += 1) {
      await stranger.says(`/join 3333-3333-3333-333${'23456789ab'[n]}`);
      await stranger.hears(/Это приглашение не действует/);
    }
    await stranger.says('/join 4444-4444-4444-4444');
    await stranger.hears(/Слишком много попыток. Попробуйте через 10 мин/);
  });

  it('who asks for access is let in by the owner in the chat, and the office sees that', async () => {
    const { id, name, owner } = await ownedCompany(channel);
    const boris = await asks(channel, name.toLowerCase(), 'Борис Новый');
    await owner.hears(/Борис Новый просит доступ/);
    await owner.presses('Посмотреть запрос');
    await owner.hears(/Борис Новый, \+7 999/);
    await owner.presses('Пустить');
    await boris.hears(new RegExp(`теперь вы в «${name}»`));
    expect((await cardOf(id)).members.map((member) => member.name)).toEqual(['Олег Хозяин', 'Борис Новый']);
    const { body } = await manager.get<Requests>(`/shop/access-requests?organization_id=${id}`);
    expect(body.items).toMatchObject([{ state: 'approved', organization: { id } }]);
    expect((await manager.post(`/shop/access-requests/${body.items[0]?.id}/refuse`)).status).toBe(409);
  });

  it('a company is found without its legal form and quotes', async () => {
    const { id, name } = await ownedCompany(channel);
    await sql`update organizations set name = ${`ООО «${name}»`} where id = ${id}`.execute(office.db);
    await asks(channel, `"${name}"`, 'Глеб Новый');
    const { body } = await manager.get<Requests>('/shop/access-requests?state=pending&q=Глеб');
    expect(body.items[0]).toMatchObject({ organization: { id } });
  });

  it('an organization nobody knows: the office says which one is meant; the applicant hears the same either way', async () => {
    const { id, name } = await ownedCompany(channel);
    const words = `Строика ${channel} ${made}`;
    const vera = await asks(channel, words, 'Вера Новая');
    const { body } = await manager.get<Requests>('/shop/access-requests?state=pending&q=Вера');
    const [request] = body.items;
    expect(request).toMatchObject({ words, organization: null, person: { name: 'Вера Новая' } });
    const path = `/shop/access-requests/${request?.id}/approve`;
    expect((await manager.post(path, {})).status).toBe(422);
    expect((await manager.post(path, { organization_id: id })).status).toBe(204);
    await vera.hears(new RegExp(`теперь вы в «${name}»`));
    await vera.presses('Организация');
    await vera.hears(/Вы: участник/);
  });

  it('whoever is refused is told, and can ask again', async () => {
    const { id, name } = await ownedCompany(channel);
    const gleb = await asks(channel, name, 'Глеб Чужой');
    const { body } = await manager.get<Requests>(`/shop/access-requests?organization_id=${id}`);
    expect((await manager.post(`/shop/access-requests/${body.items[0]?.id}/refuse`)).status).toBe(204);
    await gleb.hears(/В доступе к .* отказано/);
    await gleb.says('/organization');
    await gleb.hears(/Вы пока не зарегистрированы/);
    await gleb.presses('Запросить доступ');
    await gleb.hears(/К какой организации/);
  });

  it('a removed employee sees nothing any more, and their old buttons do nothing', async () => {
    const { id, name, owner } = await ownedCompany(channel);
    const anna = await office.person(channel, { name: 'Анна Работник' });
    await joins(anna, codeIn(await invitationBy(owner)), name, 'Анна Работник');
    await anna.presses('Адреса');
    await anna.hears(/Адресов пока нет/);
    await anna.presses('Добавить адрес');
    await anna.hears(/Напишите адрес/);

    await owner.says('/organization');
    await owner.hears(/Вы: владелец/);
    await owner.presses('Люди');
    await owner.hears(/Выберите/);
    await owner.presses('Анна Работник');
    await owner.hears(/что сделать/);
    await owner.presses('Удалить');
    await owner.hears(/Удалить: Анна/);
    await owner.presses('Да, удалить');
    await owner.hears(/Готово, удалили/);

    await anna.hears(/Вы больше не состоите/);
    await anna.says('Москва, Тверская, 1');
    await anna.hears(/не состоите в этой организации или не можете/);
    await anna.says('/organization');
    await anna.hears(/Вы пока не зарегистрированы/);
    const card = await cardOf(id);
    expect(card.members).toHaveLength(1);
    expect(card.addresses).toEqual([]);
  });

  it('an owner hands the organization over before leaving it', async () => {
    const { id, name, owner } = await ownedCompany(channel);
    const anna = await office.person(channel, { name: 'Анна Работник' });
    await joins(anna, codeIn(await invitationBy(owner)), name, 'Анна Работник');
    await owner.says('/organization');
    await owner.hears(/Вы: владелец/);
    expect((await owner.sees()).buttons.flat()).not.toContain('Выйти из организации');
    await owner.presses('Люди');
    await owner.hears(/Выберите/);
    await owner.presses('Анна Работник');
    await owner.hears(/что сделать/);
    await owner.presses('Сделать владельцем');
    await owner.hears(/Передать организацию/);
    await owner.presses('Да, передать');
    await owner.hears(/Вы: участник/);
    await anna.hears(/Теперь вы владелец/);
    await owner.presses('Выйти из организации');
    await owner.hears(/Выйти из «/);
    await owner.presses('Да, выйти');
    await owner.hears(/Вы вышли из организации/);
    await owner.hears(/Вы пока не зарегистрированы/);
    expect((await cardOf(id)).members).toMatchObject([{ name: 'Анна Работник', role: 'owner' }]);
  });

  it('a member is offered no invitations; addresses and the name are kept', async () => {
    const { id, name, owner } = await ownedCompany(channel);
    const anna = await office.person(channel, { name: 'Анна Работник' });
    await joins(anna, codeIn(await invitationBy(owner)), name, 'Анна Работник');
    await anna.says('/invite');
    await anna.hears(/Приглашать людей может только владелец/);
    await anna.hears(/Вы: участник/);
    await anna.presses('Адреса');
    await anna.hears(/Адресов пока нет/);
    await anna.presses('Добавить адрес');
    await anna.hears(/Напишите адрес/);
    await anna.says('х');
    await anna.hears(/Нужен адрес/);
    await anna.says('  Тула,  Ленина, 5 ');
    await anna.hears(/Сохранили/);
    await anna.hears(/Нажмите на адрес/);
    expect((await cardOf(id)).addresses).toMatchObject([{ address: 'Тула, Ленина, 5' }]);
    await anna.presses('✕ Тула, Ленина, 5');
    await anna.hears(/Убрали/);
    expect((await cardOf(id)).addresses).toEqual([]);

    await owner.says('/organization');
    await owner.hears(/Вы: владелец/);
    await owner.presses('Переименовать');
    await owner.hears(/Как теперь называется/);
    const other = await newCompany();
    await owner.says(other.name.toUpperCase());
    await owner.hears(/уже есть/);
    await owner.says(`${name} и сыновья`);
    await owner.hears(/Сохранили/);
    await owner.hears(new RegExp(`^${name} и сыновья`));
  });
});

/** A guest who asks for access; the answer never tells whether there is such an organization. */
const asks = async (channel: ChannelName, organization: string, name: string): Promise<Actor> => {
  const guest = await office.person(channel, { name });
  await guest.says('Запросить доступ');
  await guest.hears(/К какой организации/);
  await guest.says(organization);
  if (channel === 'webchat') {
    await guest.hears(/Как вас зовут/);
    await guest.says(name);
  }
  await guest.hears(/Оставьте телефон/);
  await guest.sharesPhone();
  await guest.hears(/Запрос на доступ к .* отправлен/);
  // The keyboard that asked for the phone is gone.
  expect(await guest.keys()).toContain('Меню');
  return guest;
};
