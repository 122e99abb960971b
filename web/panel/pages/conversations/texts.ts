import { defineTexts, type Locale } from '#kernel/locale.ts';

/** Words that several parts of the page of conversations say. */
export const conversationTexts = defineTexts(
  {
    title: 'Разговоры',
    group: 'Группа',
    you: 'Вы',
    bot: 'Бот',
    operatorShort: 'Оператор',
    lastBy: (name: string) => `${name}:`,
    secret: 'Скрыто: это личный код или пароль',
    erased: 'Текст удалён',
    erasedPerson: 'Удалённый человек',
    draft: 'черновик',
    byYou: 'Отвечаете вы',
    typesHere: (name: string) => `${name} печатает…`,
    choose: 'Выберите разговор',
    chooseText: 'Слева те, кто пишет. Откройте любой, чтобы прочитать и ответить.',
    card: 'О человеке',
    today: 'Сегодня',
    yesterday: 'Вчера',
    sizes: ['Б', 'КБ', 'МБ', 'ГБ'],
  },
  {
    en: {
      title: 'Conversations',
      group: 'Group',
      you: 'You',
      bot: 'Bot',
      operatorShort: 'Operator',
      lastBy: (name) => `${name}:`,
      secret: 'Hidden: this is a personal code or a password',
      erased: 'Text removed',
      erasedPerson: 'Erased person',
      draft: 'draft',
      byYou: 'You answer',
      typesHere: (name) => `${name} is typing…`,
      choose: 'Choose a conversation',
      chooseText: 'Those who write are on the left. Open one to read and answer.',
      card: 'About the person',
      today: 'Today',
      yesterday: 'Yesterday',
      sizes: ['B', 'KB', 'MB', 'GB'],
    },
  },
);

export type ConversationTexts = (typeof conversationTexts)[Locale];
