import { defineTexts } from '#kernel/locale.ts';

export const texts = defineTexts(
  {
    title: 'Профиль',
    about: 'Имя, почта и телефон',
    phrases: ['мой профиль', 'мои данные', 'личный кабинет'] as readonly string[],
    card: (name: string, email: string, phone: string) =>
      `Ваш профиль\n\nИмя: ${name}\nПочта: ${email}\nТелефон: ${phone}`,
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
    askPhoneContact:
      'Нажмите «Поделиться телефоном» — так номер сразу будет подтверждён. Можно и написать номер, но тогда он останется неподтверждённым.',
    askPhone: 'Напишите номер телефона, например +7 999 123-45-67.',
    sharePhone: 'Поделиться телефоном',
    cancel: 'Отмена',
    badPhone:
      'Это не похоже на номер телефона. Пример: +7 999 123-45-67. Попробуйте ещё раз или отправьте /cancel.',
    foreignContact: 'Это чужой контакт. Нажмите кнопку «Поделиться телефоном», чтобы прислать свой.',
    phoneTaken: 'Этот номер уже подтверждён другим человеком. Если это ошибка, обратитесь к нам.',
    saved: 'Сохранил.',
  },
  {
    en: {
      title: 'Profile',
      about: 'Name, e-mail and phone',
      phrases: ['my profile', 'my data', 'my account'],
      card: (name: string, email: string, phone: string) =>
        `Your profile\n\nName: ${name}\nE-mail: ${email}\nPhone: ${phone}`,
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
      askPhoneContact:
        'Press “Share my phone”: the number is confirmed at once. You can also write it, but then it stays unconfirmed.',
      askPhone: 'Write your phone number, for example +7 999 123-45-67.',
      sharePhone: 'Share my phone',
      cancel: 'Cancel',
      badPhone:
        'This does not look like a phone number. Example: +7 999 123-45-67. Try again or send /cancel.',
      foreignContact: 'This is somebody else’s contact. Press “Share my phone” to send your own.',
      phoneTaken:
        'This number is already confirmed by another person. If that is a mistake, please contact us.',
      saved: 'Saved.',
    },
  },
);
