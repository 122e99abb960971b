import { defineTexts } from '#kernel/locale.ts';

export const texts = defineTexts(
  {
    title: 'Начать',
    about: 'Начать работу',
    hello: (name: string) =>
      `${name === '' ? 'Здравствуйте' : `Здравствуйте, ${name}`}! Это контора: здесь можно решить рабочие вопросы, не выходя из чата.\n\nВыберите раздел кнопкой ниже или отправьте /menu. Если что-то непонятно — /help.`,
    helloGroup:
      'Здравствуйте! Я отвечаю в личных сообщениях: напишите мне, и я помогу. Здесь работает /help.',
  },
  {
    en: {
      title: 'Start',
      about: 'Start',
      hello: (name: string) =>
        `Hello${name === '' ? '' : `, ${name}`}! This is the office: things get done here without leaving the chat.\n\nChoose a section with a button below or send /menu. If anything is unclear, send /help.`,
      helloGroup: 'Hello! I answer in private messages: write to me and I will help. Here you can use /help.',
    },
  },
);
