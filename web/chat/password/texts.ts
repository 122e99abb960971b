import { defineTexts } from '#kernel/locale.ts';

/** The words of the page on which customers choose a password. */
export const passwordTexts = defineTexts(
  {
    heading: 'Придумайте пароль',
    lead: 'Не меньше 8 знаков. С ним и номером телефона вы войдёте с любого устройства.',
    label: 'Новый пароль',
    show: 'Показать пароль',
    save: 'Сохранить пароль',
    done: 'Пароль сохранён',
    doneAbout: 'Эту страницу можно закрыть и вернуться в чат.',
    over: 'Ссылка больше не действует',
    overAbout:
      'Она работает один раз и 30 минут. Попросите новую в чате: «Аккаунт» → «Пароль» или «Восстановить данные».',
    toChat: 'Открыть чат',
    too_short: 'Слишком короткий: нужно хотя бы 8 знаков.',
    too_long: 'Слишком длинный: не больше 200 знаков.',
    like_login: 'Пароль совпадает с вашим номером: его легко угадать.',
    too_common: 'Такой пароль угадают сразу. Попробуйте три слова подряд.',
    offline: 'Нет связи с сервером. Проверьте интернет и попробуйте ещё раз.',
    busy: 'Слишком много попыток. Подождите минуту и попробуйте ещё раз.',
    other: 'Не получилось сохранить. Попробуйте ещё раз.',
  },
  {
    en: {
      heading: 'Choose a password',
      lead: 'At least 8 characters. With it and your phone number you can log in from any device.',
      label: 'New password',
      show: 'Show the password',
      save: 'Save the password',
      done: 'The password is saved',
      doneAbout: 'You can close this page and go back to the chat.',
      over: 'This link does not work any more',
      overAbout:
        'It works once and for 30 minutes. Ask for another one in the chat: “Account” → “Password”, or “Recover access”.',
      toChat: 'Open the chat',
      too_short: 'Too short: at least 8 characters, please.',
      too_long: 'Too long: 200 characters at most.',
      like_login: 'This is your phone number: easy to guess.',
      too_common: 'Anybody would try this first. Try three words in a row.',
      offline: 'The server cannot be reached. Check your connection and try again.',
      busy: 'Too many attempts. Wait a minute and try again.',
      other: 'The password was not saved. Please try again.',
    },
  },
);
