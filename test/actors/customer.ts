import type { Actor } from './actor.ts';

/** For stories: answers every question of the registration; `password` null: without one, where that is offered. */
export const registers = async (
  person: Actor,
  {
    name = 'Анна Каренина',
    company = null,
    password = 'зелёный забор 7',
  }: { name?: string; company?: string | null; password?: string | null } = {},
): Promise<void> => {
  await introduces(person, { name, company });
  await person.sharesPhone();
  await person.hears(/Куда привозить/);
  await person.presses('Пропустить');
  await person.hears(/Когда у вас/);
  await person.presses('24/7');
  await person.hears(/почта/);
  await person.says('-');
  await person.hears(/Придумайте пароль/);
  if (password === null) await person.presses('Без пароля');
  else await person.says(password);
  await person.hears(/вы зарегистрированы/);
};

/** For stories: answers the registration until it asks for the phone. */
export const introduces = async (
  person: Actor,
  { name, company = null }: { name: string; company?: string | null },
): Promise<void> => {
  await person.says('/register');
  await person.hears(/Как вас зовут/);
  await person.says(name);
  await person.hears(/Для кого/);
  await person.presses(company === null ? 'Для себя' : 'Для компании');
  if (company !== null) {
    await person.hears(/Как называется/);
    await person.says(company);
  }
  await person.hears(/номер телефона/);
};

/** For stories: types phone and password; answers nothing: what comes is the story's matter. */
export const logsIn = async (person: Actor, phone: string, password: string): Promise<void> => {
  await person.says('/login');
  await person.hears(/каком.* номер/i);
  await person.says(phone);
  await person.hears(/пришлите пароль/);
  await person.says(password);
};
