import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#test/actors/actor.ts';
import { logsIn, registers } from '#test/actors/customer.ts';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import { panelClient } from '#test/actors/panel.ts';

const PASSWORD = 'зелёный забор 7';
const ADMIN = '+79031112233';
const MANAGER = '+79031112244';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice({
    env: { ADMIN_PHONE: '8 (903) 111-22-33', MANAGER_PHONE: `${MANAGER}, +7 903 111-22-55` },
  });
});
afterAll(() => office.close());

describe('a phone that Telegram vouches for', () => {
  it('logs in without a password, and recovers', async () => {
    const phone = '+79125556601';
    await registers(await office.person('telegram', { phone }), { password: null });
    const again = await office.person('telegram', { phone });
    await again.says('/login');
    await again.hears(/каком.* номер/i);
    await again.sharesPhone();
    await again.hears(/С возвращением/);
    const third = await office.person('telegram', { phone });
    await third.says('/recover');
    await third.hears(/номер телефона/);
    await third.sharesPhone();
    await third.hears(/Номер подтверждён/);
    await third.says('совсем новый пароль');
    await third.hears(/Новый пароль сохранён/);
    await logsIn(await office.person('webchat'), phone, 'совсем новый пароль');
    const { rows } = await sql`select from accounts where login = ${phone}`.execute(office.db);
    expect(rows).toHaveLength(1);
  });

  it('asks for the password where the account was opened with a typed phone', async () => {
    const phone = '+79125556602';
    await registers(await office.person('webchat', { phone }));
    const anna = await office.person('telegram', { phone });
    await anna.says('/login');
    await anna.hears(/каком.* номер/i);
    await anna.sharesPhone();
    await anna.hears(/пришлите пароль/);
    await anna.says(PASSWORD);
    await anna.hears(/С возвращением/);
  });

  it('says to whoever proved a phone that there is no account', async () => {
    const anna = await office.person('telegram');
    await anna.says('/login');
    await anna.hears(/каком.* номер/i);
    await anna.sharesPhone();
    await anna.hears(/ещё нет аккаунта/);
    await anna.presses('Зарегистрироваться');
    await anna.hears(/Как вас зовут/);
  });
});

describe('roles by phone', () => {
  const rolesOf = async (person: Actor): Promise<string> => {
    await person.says('/menu');
    await person.hears(/Выберите раздел/);
    return (await person.sees()).buttons.flat().join();
  };

  it('are not given by typing the phone', async () => {
    const liar = await office.person('telegram', { phone: '+79990009911' });
    await liar.says('/profile');
    await liar.hears(/Ваш аккаунт/);
    await liar.presses('Изменить телефон');
    await liar.hears(/номер телефона/);
    await liar.says(ADMIN);
    await liar.hears(/не подтверждён/);
    expect(await rolesOf(liar)).not.toMatch(/дминистр|Сбои/);
    await liar.says('/admin');
    await liar.hears(/только сотрудникам|не понял/);
    const other = await office.person('webchat', { phone: ADMIN });
    await registers(other, { name: 'Лжец' });
    await other.says('/admin');
    await other.hears(/только сотрудникам|не понял/);
    const panel = panelClient(office.base);
    await expect(panel.login({ login: ADMIN, password: PASSWORD })).rejects.toThrow(/401/);
  });

  it('are given at once by sharing one’s own, in chats and in the panel, and go with the list', async () => {
    const anna = await office.person('telegram', { phone: MANAGER });
    await registers(anna, { name: 'Мария Менеджер' });
    await anna.says('/admin');
    await anna.hears(/./);
    const panel = panelClient(office.base);
    await panel.login({ login: MANAGER, password: PASSWORD });
    const { body } = await panel.get<{ person: { roles: string[] } }>('/session');
    expect(body.person.roles).toEqual(['manager']);
    const { rows } = await sql<{ after: { roles: string[] } }>`
      select after from audit_entries where action = 'people.contact' and after::text like '%manager%'
    `.execute(office.db);
    expect(rows).toHaveLength(1);
    await sql`
      update identities set verified_at = null where kind = 'phone' and value = ${MANAGER}
    `.execute(office.db);
    expect((await panel.get<{ person: { roles: string[] } }>('/session')).body.person.roles).toEqual([]);
  });

  it('do not let a customer into the panel', async () => {
    const anna = await office.person('telegram');
    await registers(anna);
    const panel = panelClient(office.base);
    await expect(panel.login({ login: anna.phone, password: PASSWORD })).rejects.toThrow(/401/);
  });
});
