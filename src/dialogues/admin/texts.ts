import { defineTexts } from '#kernel/locale.ts';

export const texts = defineTexts(
  {
    title: 'Управление',
    about: 'Состояние бота (для администраторов)',
    state: (figures: {
      conversations: number;
      waitingTurns: number;
      unsent: number;
      undelivered: number;
      deadLetters: number;
    }) =>
      [
        'Состояние бота',
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
          'State of the bot',
          '',
          `Conversations: ${figures.conversations}`,
          `Waiting to be worked: ${figures.waitingTurns}`,
          `Waiting to be sent: ${figures.unsent}`,
          `Undelivered in 24 hours: ${figures.undelivered}`,
          `Dead letters: ${figures.deadLetters}`,
        ].join('\n'),
      refresh: 'Refresh',
      letters: 'Dead letters',
      letter: (title, said, error, attempts) =>
        `A message could not be worked\n\nFrom: ${title}\nMessage: ${said}\nReason: ${error}\nAttempts: ${attempts}`,
      noText: '(no text)',
      replay: 'Work it again',
      back: 'Back',
      noLetters: 'There are no dead letters.',
      replayed: 'It will be worked again.',
      gone: 'This message has been dealt with already.',
    },
  },
);
