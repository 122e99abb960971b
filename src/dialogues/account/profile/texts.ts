import { defineTexts } from '#kernel/locale.ts';

export const texts = defineTexts(
  {
    title: 'Аккаунт',
    about: 'Ваши данные, пароль, выход',
    phrases: ['профиль', 'мой профиль', 'мой аккаунт', 'мои данные', 'личный кабинет'] as readonly string[],
    card: (name: string, email: string, phone: string) =>
      `Ваш аккаунт\n\nИмя: ${name}\nПочта: ${email}\nТелефон: ${phone}`,
    none: '—',
    verified: (value: string) => `${value} (подтверждён)`,
    unverified: (value: string) => `${value} (не подтверждён)`,
    changeName: 'Изменить имя',
    changeEmail: 'Изменить почту',
    changePhone: 'Изменить телефон',
    askName: 'Как вас зовут? Напишите имя и фамилию.',
    badName: 'Нужно имя буквами, до 100 знаков. Попробуйте ещё раз или отправьте /cancel.',
    askEmail: 'Напишите адрес электронной почты.',
    badEmail:
      'Это не похоже на адрес почты. Пример: ivan@example.ru. Попробуйте ещё раз или отправьте /cancel.',
    askPhone: 'Ваш новый номер телефона?',
    phoneTaken: 'Этот номер уже подтверждён другим человеком. Если это ошибка, обратитесь к нам.',
    saved: 'Сохранил.',
    company: (name: string, role: string) => `Компания: ${name}, вы ${role}`,
    roles: { owner: 'владелец', member: 'сотрудник' },
    password: { set: 'Пароль: задан', unset: 'Пароль: не задан' },
    language: '\nСменить язык: /language',
    register: 'Регистрация',
    logIn: 'Вход',
    organization: 'Организация',
    changePassword: 'Пароль',
    leave: 'Выйти',
    noAccount: 'У вас ещё нет аккаунта.',
    employeePassword: 'Пароль сотрудника меняется в панели: «Мой доступ».',
    passwordSaved: 'Новый пароль сохранён.',
    askLeave:
      'Выйти из аккаунта в этом чате? Корзина, заказы и вопросы останутся в аккаунте: здесь их больше не будет видно, пока вы не войдёте снова.',
    yesLeave: 'Да, выйти',
    yes: ['да', 'ну да', 'ага', 'выйти', 'выйти да'] as readonly string[],
    stay: 'Остаться',
    noWayBack: 'Сначала задайте пароль, иначе вы не сможете войти снова.',
    left: 'Вы вышли. Чтобы вернуться, нажмите «Вход».',
  },
  {
    en: {
      title: 'Account',
      about: 'Your data, password, log out',
      phrases: ['profile', 'my profile', 'my data', 'my account'],
      card: (name: string, email: string, phone: string) =>
        `Your account\n\nName: ${name}\nE-mail: ${email}\nPhone: ${phone}`,
      none: '—',
      verified: (value: string) => `${value} (confirmed)`,
      unverified: (value: string) => `${value} (not confirmed)`,
      changeName: 'Change name',
      changeEmail: 'Change e-mail',
      changePhone: 'Change phone',
      askName: 'What is your name? Write your first and last name.',
      badName: 'A name in letters is needed, up to 100 characters. Try again or send /cancel.',
      askEmail: 'Write your e-mail address.',
      badEmail:
        'This does not look like an e-mail address. Example: ann@example.com. Try again or send /cancel.',
      askPhone: 'Your new phone number?',
      phoneTaken:
        'This number is already confirmed by another person. If that is a mistake, please contact us.',
      saved: 'Saved.',
      company: (name: string, role: string) => `Company: ${name}, you are ${role}`,
      roles: { owner: 'its owner', member: 'a member' },
      password: { set: 'Password: set', unset: 'Password: not set' },
      language: '\nChange the language: /language',
      register: 'Registration',
      logIn: 'Log in',
      organization: 'Organization',
      changePassword: 'Password',
      leave: 'Log out',
      noAccount: 'You have no account yet.',
      employeePassword: 'Employees change the password in the panel: “My account”.',
      passwordSaved: 'The new password is saved.',
      askLeave:
        'Log out of the account in this chat? Cart, orders and questions stay in the account: you will not see them here until you log in again.',
      yesLeave: 'Yes, log out',
      yes: ['yes', 'log out'],
      stay: 'Stay',
      noWayBack: 'Set a password first: without it you could not log in again.',
      left: 'You are logged out. To come back, press “Log in”.',
    },
  },
);

/** What people write who want to log out; a bare “выйти” may mean a queue, or a step, as well. */
export const leaveTexts = defineTexts(
  {
    title: 'Выйти из аккаунта',
    about: 'В этом чате',
    phrases: [
      'выход из аккаунта',
      'выйти с аккаунта',
      'сменить аккаунт',
      'разлогиниться',
    ] as readonly string[],
  },
  {
    en: {
      title: 'Log out of the account',
      about: 'In this chat',
      phrases: ['log out of my account', 'logout', 'sign out', 'switch account'],
    },
  },
);
