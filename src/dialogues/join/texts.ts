import { defineTexts } from '#kernel/locale.ts';

export const texts = defineTexts(
  {
    ask: 'Пришлите код или ссылку приглашения. Их даёт владелец организации.',
    wrong:
      'Это приглашение не действует: оно уже использовано, истекло или код неверен. Попросите новое или запросите доступ.',
    wait: (minutes: number) => `Слишком много попыток. Попробуйте через ${minutes} мин.`,
    joined: (organization: string) => `Вы уже в «${organization}».`,
    confirm: (organization: string, by: string) =>
      `${by} приглашает вас в «${organization}». Вы увидите её заказы и вопросы и сможете заказывать от её имени.`,
    invited: (organization: string) =>
      `Вас приглашают в «${organization}». Вы увидите её заказы и вопросы и сможете заказывать от её имени.`,
    decide: 'Сначала решите с приглашением: ответьте «да» или «нет».',
    yes: [
      'да',
      'ага',
      'ок',
      'хорошо',
      'вступить',
      'войти',
      'принять',
      'согласен',
      'согласна',
      'yes',
      'ok',
    ] as readonly string[],
    no: ['нет', 'не надо', 'не хочу', 'no'] as readonly string[],
    accept: 'Войти',
    decline: 'Не сейчас',
    declined: 'Хорошо. Приглашение подождёт: откройте его снова, когда захотите.',
    askName: 'Как вас зовут? Имя увидят в организации.',
    badName: 'Нужно имя буквами, до 100 знаков. Попробуйте ещё раз.',
    done: (organization: string) =>
      `Готово: вы в «${organization}». Чтобы заказать, просто напишите, что нужно.`,
    requestAccess: 'Запросить доступ',
    register: 'Регистрация',
    menu: 'Меню',
  },
  {
    en: {
      ask: 'Send the code or the link of the invitation. The owner of the organization gives it.',
      wrong:
        'This invitation is of no use: it was used already, is too old, or the code is wrong. Ask for a new one, or request access.',
      wait: (minutes: number) => `Too many tries. Try again in ${minutes} min.`,
      joined: (organization: string) => `You belong to “${organization}” already.`,
      confirm: (organization: string, by: string) =>
        `${by} invites you to “${organization}”. You will see its orders and questions and can order in its name.`,
      invited: (organization: string) =>
        `You are invited to “${organization}”. You will see its orders and questions and can order in its name.`,
      decide: 'Please decide on the invitation first: answer “yes” or “no”.',
      yes: ['yes', 'yes please', 'ok', 'okay', 'join', 'accept'],
      no: ['no', 'no thanks'],
      accept: 'Join',
      decline: 'Not now',
      declined: 'All right. The invitation waits: open it again when you like.',
      askName: 'What is your name? The organization will see it.',
      badName: 'A name in letters is needed, up to 100 characters. Try again.',
      done: (organization: string) =>
        `Done: you belong to “${organization}”. To order, simply write what you need.`,
      requestAccess: 'Request access',
      register: 'Register',
      menu: 'Menu',
    },
  },
);
