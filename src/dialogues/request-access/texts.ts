import { defineTexts } from '#kernel/locale.ts';

export const texts = defineTexts(
  {
    title: 'Запросить доступ',
    about: 'Если ваша организация у нас уже есть',
    phrases: ['доступ', 'нужен доступ', 'дайте доступ'] as readonly string[],
    askOrganization: 'К какой организации вам нужен доступ? Напишите её название, как в документах.',
    badOrganization: 'Нужно название до 200 знаков. Попробуйте ещё раз.',
    askName: 'Как вас зовут? По имени вас узнают и пустят.',
    badName: 'Нужно имя буквами, до 100 знаков. Попробуйте ещё раз.',
    askPhone: 'Оставьте телефон, чтобы вас узнали: напишите номер. Можно и без него.',
    askPhoneContact:
      'Оставьте телефон, чтобы вас узнали: нажмите кнопку или напишите номер. Можно и без него.',
    sharePhone: 'Поделиться телефоном',
    skip: 'Без телефона',
    badPhone:
      'Это не похоже на номер телефона. Пример: +7 999 123-45-67. Попробуйте ещё раз или нажмите «Без телефона».',
    foreignContact: 'Это чужой контакт. Нажмите «Поделиться телефоном», чтобы прислать свой.',
    phoneTaken: 'Этот номер подтверждён другим человеком. Напишите другой или нажмите «Без телефона».',
    sent: (organization: string) =>
      `Запрос на доступ к «${organization}» отправлен. Как только его рассмотрят, ответ придёт сюда.`,
    pending: 'Такой запрос уже отправлен и ждёт ответа. Он придёт сюда.',
    joined: 'Вы уже в этой организации.',
    tooMany: 'Запросов, которые ждут ответа, уже много. Дождитесь ответа на них.',
  },
  {
    en: {
      title: 'Request access',
      about: 'If we know your organization already',
      phrases: ['access', 'i need access'],
      askOrganization: 'To which organization do you need access? Write its name as in documents.',
      badOrganization: 'A name of up to 200 characters is needed. Try again.',
      askName: 'What is your name? By it they know whom they let in.',
      badName: 'A name in letters is needed, up to 100 characters. Try again.',
      askPhone: 'Leave a phone, so that they know you: write the number. You can go on without.',
      askPhoneContact:
        'Leave a phone, so that they know you: press the button or write the number. You can go on without.',
      sharePhone: 'Share my phone',
      skip: 'Without a phone',
      badPhone:
        'This does not look like a phone number. Example: +7 999 123-45-67. Try again or press “Without a phone”.',
      foreignContact: 'This is somebody else’s contact. Press “Share my phone” to send your own.',
      phoneTaken: 'This number is confirmed by another person. Write another one or press “Without a phone”.',
      sent: (organization: string) =>
        `Your request for access to “${organization}” is sent. As soon as it is decided, the answer comes here.`,
      pending: 'This request was sent already and waits. The answer comes here.',
      joined: 'You belong to this organization already.',
      tooMany: 'Many of your requests wait already. Please wait for the answers.',
    },
  },
);
