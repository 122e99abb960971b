import { defineTexts } from '#kernel/locale.ts';

export const texts = defineTexts(
  {
    title: 'Позвать человека',
    about: 'Разговор с сотрудником',
    place: (place: number) =>
      `Вы ${place}-й в очереди. Напишите вопрос, его прочтут, как только освободятся.`,
    always: 'Отвечаем круглосуточно.',
    openUntil: (when: string) => `Отвечаем до ${when}.`,
    closedUntil: (when: string) => `Сейчас мы не работаем. Откроемся ${when}.`,
    closed: 'Сейчас мы не работаем.',
    askAnyway: 'Встать в очередь? Вам ответят, когда откроемся.',
    today: (time: string) => `сегодня в ${time}`,
    yes: 'Встать в очередь',
    no: 'Не надо',
    notQueued: 'Хорошо, не буду звать.',
    noted: 'Передам: всё, что вы напишете, увидит сотрудник, который ответит.',
    leave: 'Выйти из очереди',
    left: 'Вы вышли из очереди. Чем ещё помочь?',
  },
  {
    en: {
      title: 'Talk to a person',
      about: 'A conversation with an employee',
      place: (place) =>
        `You are number ${place} in the queue. Write your question: it will be read as soon as somebody is free.`,
      always: 'We answer round the clock.',
      openUntil: (when) => `We answer until ${when}.`,
      closedUntil: (when) => `We are closed now. We open ${when}.`,
      closed: 'We are closed now.',
      askAnyway: 'Join the queue? You will be answered when we open.',
      today: (time) => `today at ${time}`,
      yes: 'Join the queue',
      no: 'Never mind',
      notQueued: 'All right, I call nobody.',
      noted: 'I pass it on: whoever answers will see everything you write.',
      leave: 'Leave the queue',
      left: 'You have left the queue. How else can I help?',
    },
  },
);
