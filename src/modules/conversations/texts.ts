import { defineTexts } from '#kernel/locale.ts';

/** What the core itself says, whatever the dialogue. */
export const texts = defineTexts(
  {
    cancel: 'Отмена',
    /** Politeness around the name of a key. */
    please: ['пожалуйста', 'пожалуста', 'плиз'] as readonly string[],
    /** With what somebody begins to speak, before what they want. */
    openings: ['а', 'ну', 'и', 'так', 'скажите', 'подскажите'] as readonly string[],
    cancelled: 'Хорошо, отменил. Чем ещё помочь?',
    nothingToCancel: 'Отменять нечего. Чем помочь?',
    cancelAbout: 'Выйти из текущего шага',
    fileTooLarge: 'Этот файл слишком большой, я не могу его получить. Пришлите файл до 20 МБ.',
    fileKept: 'Файл получил и сохранил.',
    /** Stands for a file of the office that could not be sent. */
    fileUnshown: (name: string) => `Хотели прислать файл «${name}», но сюда он не отправился.`,
    stale: 'Эта кнопка уже не действует.',
    restarted: 'Я обновился, и этот разговор придётся начать заново.',
    apology:
      'Извините, у меня не получилось обработать ваше сообщение. Оно сохранено, мы с ним разберёмся. Можно продолжать с того же места.',
    denied: 'Это доступно только сотрудникам с нужными правами.',
    groupOnly: 'Об этом лучше поговорить лично: напишите мне в личные сообщения.',
    chooseNumber: 'Ответьте номером:',
    testMessage: 'Проверка связи: это сообщение отправили из панели, отвечать на него не нужно.',
    leave: 'Завершить разговор',
    operator: 'оператор',
    operatorHere: (name: string) => `Вам отвечает ${name}.`,
    operatorHereNow: (name: string) => `Теперь вам отвечает ${name}.`,
    howToLeave: (key: string) => `Чтобы вернуться к боту, нажмите «${key}».`,
    operatorLeft: 'Разговор с оператором завершён, снова отвечает бот.',
    operatorGone: 'Оператору пришлось отойти, вы снова в очереди.',
    leftQueue: 'Вы вышли из очереди. Чем ещё помочь?',
    secretStays: 'Удалить ваше сообщение с паролем не получилось: удалите его, пожалуйста, сами.',
    blocked: 'Вы не можете писать сюда: переписка с вами остановлена.',
  },
  {
    en: {
      cancel: 'Cancel',
      please: ['please', 'pls'],
      openings: ['and', 'so', 'well'],
      cancelled: 'All right, cancelled. How else can I help?',
      nothingToCancel: 'There is nothing to cancel. How can I help?',
      cancelAbout: 'Leave the current step',
      fileTooLarge: 'This file is too large for me. Please send one of up to 20 MB.',
      fileKept: 'I have received and kept the file.',
      fileUnshown: (name) => `We wanted to send the file “${name}”, but it does not get through here.`,
      stale: 'This button no longer works.',
      restarted: 'I have been updated, so this conversation has to start over.',
      apology:
        'Sorry, I could not handle your message. It is saved and we will look into it. You can go on from the same place.',
      denied: 'Only staff with the right permission can use this.',
      groupOnly: 'This is better discussed in private: please message me directly.',
      chooseNumber: 'Answer with a number:',
      testMessage: 'A connection check: this message was sent from the panel, there is no need to answer it.',
      leave: 'End the conversation',
      operator: 'an operator',
      operatorHere: (name) => `${name} answers you now.`,
      operatorHereNow: (name) => `From now on ${name} answers you.`,
      howToLeave: (key) => `To get back to the bot, press “${key}”.`,
      operatorLeft: 'The conversation with the operator has ended, the bot answers again.',
      operatorGone: 'The operator had to leave, you are in the queue again.',
      leftQueue: 'You have left the queue. How else can I help?',
      secretStays: 'Your message with the password could not be deleted: please delete it yourself.',
      blocked: 'You cannot write here: the office does not read your messages any more.',
    },
  },
);
