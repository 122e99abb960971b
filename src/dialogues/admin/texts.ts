import { defineTexts } from '#kernel/locale.ts';

export const texts = defineTexts(
  {
    title: 'Управление',
    about: 'Состояние бота (для администраторов)',
    state: (figures: {
      /** The time of day of the figures. */
      at: string;
      conversations: number;
      waitingTurns: number;
      unsent: number;
      undelivered: number;
      deadLetters: number;
    }) =>
      [
        `Состояние бота на ${figures.at}`,
        '',
        `Разговоров: ${figures.conversations}`,
        `Ждут обработки: ${figures.waitingTurns}`,
        `Ждут отправки: ${figures.unsent}`,
        `Не доставлено за сутки: ${figures.undelivered}`,
        `Не обработано (нужен разбор): ${figures.deadLetters}`,
      ].join('\n'),
    refresh: 'Обновить',
    letters: 'Необработанные',
    letter: (title: string, said: string, error: string, attempts: number) =>
      `Не обработано сообщение\n\nОт кого: ${title}\nСообщение: ${said}\nПричина: ${error}\nПопыток: ${attempts}`,
    noText: '(без текста)',
    replay: 'Обработать заново',
    back: 'Назад',
    noLetters: 'Необработанных сообщений нет.',
    replayed: 'Отправил на повторную обработку.',
    gone: 'Это сообщение уже разобрано.',
  },
  {
    en: {
      title: 'Administration',
      about: 'State of the bot (for administrators)',
      state: (figures) =>
        [
          `State of the bot at ${figures.at}`,
          '',
          `Conversations: ${figures.conversations}`,
          `Waiting to be handled: ${figures.waitingTurns}`,
          `Waiting to be sent: ${figures.unsent}`,
          `Undelivered in 24 hours: ${figures.undelivered}`,
          `Failed messages: ${figures.deadLetters}`,
        ].join('\n'),
      refresh: 'Refresh',
      letters: 'Failed messages',
      letter: (title, said, error, attempts) =>
        `A message could not be handled\n\nFrom: ${title}\nMessage: ${said}\nReason: ${error}\nAttempts: ${attempts}`,
      noText: '(no text)',
      replay: 'Try again',
      back: 'Back',
      noLetters: 'There are no failed messages.',
      replayed: 'It will be tried again.',
      gone: 'This message has been dealt with already.',
    },
  },
);
