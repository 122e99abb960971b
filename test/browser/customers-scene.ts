import type { Actor } from '#test/actors/actor.ts';
import type { TestOffice } from '#test/actors/office.ts';
import type { Employee } from '#test/actors/panel.ts';

/** Customers as the panel shows them: ids of what was made. */
export interface CustomersScene {
  /** A company with an owner, a member, addresses and an open invitation. */
  readonly company: string;
  /** A company that orders nothing at present. */
  readonly blocked: string;
}

/** Lets the office make organizations, people join one, and others ask to be let in. */
export const seedCustomers = async (office: TestOffice, manager: Employee): Promise<CustomersScene> => {
  const add = async (fields: object): Promise<string> =>
    (await manager.post<{ id: string }>('/shop/organizations', fields)).body.id;
  const company = await add({
    name: 'ООО «Стройсервис»',
    work_hours: 'будни с 9 до 18',
    note: 'Просят звонить за час до приезда',
  });
  const blocked = await add({ name: 'ИП Должников' });
  await add({ name: 'Ромашкина Галина', kind: 'private' });
  await manager.patch(`/shop/organizations/${blocked}`, { blocked: true, reason: 'Не платит с весны' });
  for (const address of ['Тула, проспект Ленина, 5', 'Тула, Веневское шоссе, 4, склад 2'])
    await manager.post(`/shop/organizations/${company}/addresses`, { address });
  for (const name of ['Олег Хозяинов', 'Анна Снабженцева']) {
    const { body } = await manager.post<{ code: string }>(`/shop/organizations/${company}/invitations`);
    const person = await office.person('telegram', { name });
    await person.says(`/join ${body.code}`);
    await person.hears(/Стройсервис/);
    await person.presses('Войти');
    await person.hears(/Готово/);
  }
  await manager.post(`/shop/organizations/${company}/invitations`);
  await asksForAccess(office, 'Борис Прорабов', 'ооо «стройсервис»');
  await asksForAccess(office, 'Вера Отделкина', 'Стройсервис на Ленина');
  return { company, blocked };
};

/** Somebody asks to be let into an organization, and leaves a phone. */
export const asksForAccess = async (
  office: TestOffice,
  name: string,
  organization: string,
): Promise<Actor> => {
  const person = await office.person('telegram', { name });
  await person.says('/access');
  await person.hears(/К какой организации/);
  await person.says(organization);
  await person.hears(/Оставьте телефон/);
  await person.sharesPhone();
  await person.hears(/отправлен/);
  return person;
};
