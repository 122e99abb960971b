import { defineTexts } from '#kernel/locale.ts';

export const texts = defineTexts(
  {
    administrator: 'Администратор',
    passwordSet: 'Новый пароль сохранён. Теперь с ним можно войти с любого устройства.',
    phoneLost: (phone: string) =>
      `Номер ${phone} подтвердил другой человек, поэтому войти по нему в ваш аккаунт больше нельзя. Здесь всё остаётся как было. Укажите свой номер: «Аккаунт» → «Изменить телефон».`,
    ownLink: (link: string) =>
      `Кто-то, вероятно вы, попросил новый пароль. Ссылка действует 30 минут и работает один раз:\n${link}\n\nЕсли это были не вы, ничего не делайте: пароль остался прежним.`,
    resetLink: (link: string) =>
      `Кто-то, вероятно вы, попросил сменить пароль от панели. Ссылка действует 30 минут и работает один раз:\n${link}\n\nЕсли это были не вы, ничего не делайте: пароль остался прежним.`,
  },
  {
    en: {
      administrator: 'Administrator',
      passwordSet: 'The new password is saved. You can log in with it from any device.',
      phoneLost: (phone: string) =>
        `Somebody else has confirmed the number ${phone}, so it does not open your account any more. Here everything stays as it was. Please give your own number: “Account” → “Change phone”.`,
      ownLink: (link: string) =>
        `Somebody, probably you, asked for a new password. The link is good for 30 minutes and works once:\n${link}\n\nIf it was not you, do nothing: the password is as it was.`,
      resetLink: (link: string) =>
        `Somebody, probably you, asked to change the password of the panel. The link is good for 30 minutes and works once:\n${link}\n\nIf it was not you, do nothing: the password is as it was.`,
    },
  },
);

/** The first that anybody would try, in lower case; those of one repeated sign are refused anyway. */
export const WORST_PASSWORDS: ReadonlySet<string> = new Set([
  '12345678',
  '123456789',
  '1234567890',
  '87654321',
  '0987654321',
  '12341234',
  '123123123',
  '11223344',
  'password',
  'password1',
  'password123',
  'passw0rd',
  'p@ssw0rd',
  'p@ssword',
  'qwertyui',
  'qwertyuiop',
  'qwerty12',
  'qwerty123',
  'qwerty1234',
  'qwerty12345',
  '1q2w3e4r',
  '1q2w3e4r5t',
  '1qaz2wsx',
  'asdfghjkl',
  'abcd1234',
  'abc12345',
  'a1b2c3d4',
  'iloveyou',
  'sunshine',
  'football',
  'welcome1',
  'letmein1',
  'changeme',
  'administrator',
  'admin123',
  'admin1234',
  'adminadmin',
  'kontora1',
  'kontora123',
  'пароль123',
  'парольпароль',
  'йцукенгш',
  'йцукенгшщз',
  'фывапролдж',
  'любовь123',
]);
