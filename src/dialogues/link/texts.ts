import { defineTexts } from '#kernel/locale.ts';

export const texts = defineTexts(
  {
    code: (code: string) =>
      `Код: ${code}\n\nВведите его в панели: «Мой доступ» → «Связанные чаты». Он действует 10 минут и работает один раз. ` +
      'Никому его не говорите: кто введёт код, получит этот чат. Если вы не сотрудник, код вам не нужен.',
    refusals: {
      linked: 'Этот чат уже связан с аккаунтом в панели.',
      employee:
        'У вас есть роли, но нет аккаунта в панели. Попросите администратора открыть его: этот чат будет в нём сразу.',
      blocked: 'Сейчас связать этот чат нельзя.',
    },
    tooMany: (minutes: number) => `Слишком много кодов. Попробуйте через ${minutes} мин.`,
  },
  {
    en: {
      code: (code: string) =>
        `Code: ${code}\n\nEnter it in the panel: “My account” → “Linked chats”. It is good for 10 minutes and once. ` +
        'Tell nobody: whoever enters the code gets this chat. If you do not work here, you do not need it.',
      refusals: {
        linked: 'This chat is linked to an account of the panel already.',
        employee:
          'You have roles but no account of the panel. Ask an administrator to open one: this chat will be part of it at once.',
        blocked: 'This chat cannot be linked now.',
      },
      tooMany: (minutes: number) => `Too many codes. Try again in ${minutes} min.`,
    },
  },
);
