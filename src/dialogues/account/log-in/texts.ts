import { defineTexts, plural } from '#kernel/locale.ts';

export const texts = defineTexts(
  {
    title: 'Вход',
    about: 'Войти по телефону и паролю',
    phrases: [
      'войти',
      'войти в аккаунт',
      'залогиниться',
      'авторизация',
      'авторизоваться',
      'логин',
    ] as readonly string[],
    another: (name: string) =>
      `Вы уже вошли${name === '' ? '' : ` как ${name}`}. Чтобы открыть здесь другой аккаунт, ответьте на вопрос; остаться — /cancel.`,
    askPhone: 'По какому номеру телефона вы зарегистрированы?',
    askPassword: 'Теперь пришлите пароль. Сообщение с ним мы сразу скроем.',
    forgot: 'Не помню пароль',
    typeIt: 'Пришлите пароль сообщением.',
    wrong: 'Телефон и пароль не подходят друг к другу. Попробуйте ещё раз или нажмите «Не помню пароль».',
    locked: (minutes: number) =>
      `Слишком много попыток. Попробуйте через ${minutes} ${plural('ru', minutes, { one: 'минуту', few: 'минуты', other: 'минут' })}.`,
    secondFactor:
      'Этот аккаунт защищён вторым кодом, одного пароля мало. Отправьте здесь /link и введите код в панели: «Мой доступ» → «Связанные чаты».',
    unknown: 'На этот номер ещё нет аккаунта. Зарегистрируйтесь: это две минуты.',
    register: 'Зарегистрироваться',
    welcome: 'С возвращением! Вы вошли.',
  },
  {
    en: {
      title: 'Log in',
      about: 'Log in by phone and password',
      phrases: ['login', 'sign in', 'log me in'],
      another: (name: string) =>
        `You are logged in already${name === '' ? '' : ` as ${name}`}. To open another account here, answer the question; to stay, send /cancel.`,
      askPhone: 'Which phone number are you registered with?',
      askPassword: 'Now send the password. We hide the message at once.',
      forgot: 'I forgot the password',
      typeIt: 'Send the password as a message.',
      wrong: 'Phone and password do not belong together. Try again, or press “I forgot the password”.',
      locked: (minutes: number) =>
        `Too many attempts. Try again in ${minutes} ${plural('en', minutes, { one: 'minute', other: 'minutes' })}.`,
      secondFactor:
        'This account is protected by a second code, the password alone is not enough. Send /link here and enter the code in the panel: “My account” → “Linked chats”.',
      unknown: 'There is no account for this number yet. Register: it takes two minutes.',
      register: 'Register',
      welcome: 'Welcome back! You are logged in.',
    },
  },
);
