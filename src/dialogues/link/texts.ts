import { defineTexts } from '#kernel/locale.ts';

export const texts = defineTexts(
  {
    ask: 'Пришлите код из панели: «Мой доступ» → «Связанные чаты». Передумали — /cancel.',
    linked:
      'Готово: этот чат связан с вашим аккаунтом в панели. Сюда придёт ссылка, если вы забудете пароль.',
    refusals: {
      wrong:
        'Такого кода нет, или он уже не действует. Код живёт 10 минут и работает один раз: возьмите новый в панели.',
      linked: 'Этот чат уже связан с вашим аккаунтом.',
      employee:
        'Этот чат принадлежит другому сотруднику. Сначала отвяжите его в том аккаунте или снимите роли.',
    },
    tooMany: (minutes: number) => `Слишком много неверных кодов. Попробуйте через ${minutes} мин.`,
  },
  {
    en: {
      ask: 'Send the code from the panel: “My account” → “Linked chats”. Changed your mind? Send /cancel.',
      linked:
        'Done: this chat is linked to your account in the panel. A link will come here if you forget the password.',
      refusals: {
        wrong:
          'There is no such code, or it is too old. A code is good for 10 minutes and once: take a new one in the panel.',
        linked: 'This chat is linked to your account already.',
        employee:
          'This chat belongs to another employee. Unlink it in that account first, or take the roles away.',
      },
      tooMany: (minutes: number) => `Too many wrong codes. Try again in ${minutes} min.`,
    },
  },
);
