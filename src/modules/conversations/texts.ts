import { defineTexts } from '#kernel/locale.ts';

/** What the core itself says, whatever the dialogue. */
export const texts = defineTexts(
  {
    cancel: 'Отмена',
    cancelled: 'Хорошо, отменил. Чем ещё помочь?',
    nothingToCancel: 'Отменять нечего. Чем помочь?',
    cancelAbout: 'Выйти из текущего шага',
    fileTooLarge: 'Этот файл слишком большой, я не могу его получить. Пришлите файл до 20 МБ.',
    fileKept: 'Файл получил и сохранил.',
    stale: 'Эта кнопка уже не действует.',
    restarted: 'Я обновился, и этот разговор придётся начать заново.',
    apology:
      'Извините, у меня не получилось обработать ваше сообщение. Оно сохранено, мы с ним разберёмся. Можно продолжать с того же места.',
    denied: 'Это доступно только сотрудникам с нужными правами.',
    groupOnly: 'Об этом лучше поговорить лично: напишите мне в личные сообщения.',
    chooseNumber: 'Ответьте номером:',
  },
  {
    en: {
      cancel: 'Cancel',
      cancelled: 'All right, cancelled. How else can I help?',
      nothingToCancel: 'There is nothing to cancel. How can I help?',
      cancelAbout: 'Leave the current step',
      fileTooLarge: 'This file is too large for me. Please send one of up to 20 MB.',
      fileKept: 'I have received and kept the file.',
      stale: 'This button no longer works.',
      restarted: 'I have been updated, so this conversation has to start over.',
      apology:
        'Sorry, I could not handle your message. It is saved and we will look into it. You can go on from the same place.',
      denied: 'Only staff with the right permission can use this.',
      groupOnly: 'This is better discussed in private: please message me directly.',
      chooseNumber: 'Answer with a number:',
    },
  },
);
