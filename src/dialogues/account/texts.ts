import { defineTexts } from '#kernel/locale.ts';

export const texts = defineTexts(
  {
    back: 'Назад',
    cancel: 'Отмена',
    sharePhone: 'Поделиться телефоном',
    howToShare:
      'Нажмите «Поделиться телефоном» внизу: так номер сразу подтвердится. Можно и просто написать его.',
    howToType: 'Напишите его, например: +7 999 123-45-67.',
    badPhone:
      'Это не похоже на номер телефона. Пример: +7 999 123-45-67. Попробуйте ещё раз или отправьте /cancel.',
    foreignContact: 'Это чужой контакт. Нажмите кнопку «Поделиться телефоном», чтобы прислать свой.',
    newPassword:
      'Придумайте пароль, не меньше 8 знаков, и пришлите его сюда. Сообщение с ним мы сразу скроем.',
    orByLink: 'Или задайте его на нашей странице: так надёжнее.',
    onPage: 'Задать на странице',
    passwordProblems: {
      too_short: 'Пароль слишком короткий: нужно хотя бы 8 знаков. Придумайте другой.',
      too_long: 'Пароль слишком длинный: не больше 200 знаков. Придумайте другой.',
      like_login: 'Пароль совпадает с номером телефона: его легко угадать. Придумайте другой.',
      too_common: 'Такой пароль угадают сразу. Придумайте другой: например, три слова подряд.',
    },
    link: (url: string) =>
      `Откройте страницу и задайте пароль. Ссылка действует 30 минут и работает один раз:\n${url}`,
    tooManyLinks: 'За последний час вы просили уже три ссылки. Попробуйте позже или пришлите пароль сюда.',
    sendPassword: 'Пришлите пароль сообщением или нажмите кнопку.',
  },
  {
    en: {
      back: 'Back',
      cancel: 'Cancel',
      sharePhone: 'Share my phone',
      howToShare:
        'Press “Share my phone” below: the number is confirmed at once. You can also just write it.',
      howToType: 'Write it, for example: +7 999 123-45-67.',
      badPhone:
        'This does not look like a phone number. Example: +7 999 123-45-67. Try again or send /cancel.',
      foreignContact: 'This is somebody else’s contact. Press “Share my phone” to send your own.',
      newPassword:
        'Choose a password of at least 8 characters and send it here. We hide the message at once.',
      orByLink: 'Or set it on our page: that is safer.',
      onPage: 'Set it on a page',
      passwordProblems: {
        too_short: 'The password is too short: at least 8 characters, please. Choose another one.',
        too_long: 'The password is too long: 200 characters at most. Choose another one.',
        like_login: 'The password is your phone number: easy to guess. Choose another one.',
        too_common:
          'Anybody would try this password first. Choose another one: three words in a row, for example.',
      },
      link: (url: string) =>
        `Open the page and set a password. The link is good for 30 minutes and works once:\n${url}`,
      tooManyLinks:
        'You have asked for three links within an hour. Try again later, or send the password here.',
      sendPassword: 'Send the password as a message or press a button.',
    },
  },
);
