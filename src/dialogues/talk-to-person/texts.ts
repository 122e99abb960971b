import { defineTexts } from '#kernel/locale.ts';

/** A day of the week, as `Intl` names it in English. */
export type Weekday = 'Mon' | 'Tue' | 'Wed' | 'Thu' | 'Fri' | 'Sat' | 'Sun';

type Weekdays = Readonly<Record<Weekday, string>>;

/** Every beginning with every end. */
const paired = (beginnings: readonly string[], ends: readonly string[]): string[] =>
  beginnings.flatMap((beginning) => ends.map((end) => `${beginning} ${end}`));

export const texts = defineTexts(
  {
    title: 'Позвать человека',
    about: 'Разговор с сотрудником',
    phrases: [
      ...['оператор', 'человек', 'живой человек', 'живой оператор', 'менеджер', 'консультант', 'сотрудник'],
      ...['продавец', 'администратор', 'специалист', 'поддержка', 'техподдержка', 'служба поддержки'],
      ...paired(
        ['нужен', 'мне нужен', 'где'],
        ['оператор', 'человек', 'живой человек', 'менеджер', 'консультант'],
      ),
      ...paired(
        ['позвать', 'позови', 'позовите', 'вызвать', 'дайте', 'дай', 'пригласите', 'хочу', 'переведите на'],
        ['оператора', 'человека', 'живого человека', 'менеджера', 'консультанта', 'сотрудника', 'продавца'],
      ),
      ...paired(
        ['связь с', 'связаться с', 'свяжите с', 'соедините с', 'поговорить с', 'хочу поговорить с'],
        ['оператором', 'человеком', 'живым человеком', 'менеджером', 'консультантом', 'сотрудником'],
      ),
    ] as readonly string[],
    place: (place: number) =>
      `Вы ${place}-й в очереди. Напишите вопрос, его прочтут, как только освободятся.`,
    always: 'Отвечаем круглосуточно.',
    openUntil: (when: string) => `Отвечаем до ${when}.`,
    closedUntil: (when: string) => `Сейчас мы не работаем. Откроемся ${when}.`,
    closed: 'Сейчас мы не работаем.',
    askAnyway: 'Встать в очередь? Вам ответят, когда откроемся.',
    today: (time: string) => `сегодня в ${time}`,
    at: (weekday: string, date: string, time: string) => `${weekday}, ${date}, ${time}`,
    onDay: {
      Mon: 'в понедельник',
      Tue: 'во вторник',
      Wed: 'в среду',
      Thu: 'в четверг',
      Fri: 'в пятницу',
      Sat: 'в субботу',
      Sun: 'в воскресенье',
    } as Weekdays,
    untilDay: {
      Mon: 'понедельника',
      Tue: 'вторника',
      Wed: 'среды',
      Thu: 'четверга',
      Fri: 'пятницы',
      Sat: 'субботы',
      Sun: 'воскресенья',
    } as Weekdays,
    yes: 'Встать в очередь',
    no: 'Не надо',
    notQueued: 'Хорошо, не буду звать.',
    noted: (place: number) =>
      `Передам: всё, что вы напишете, увидит сотрудник, который ответит. Ваше место в очереди: ${place}.`,
    leave: 'Выйти из очереди',
    left: 'Вы вышли из очереди. Чем ещё помочь?',
  },
  {
    en: {
      title: 'Talk to a person',
      about: 'A conversation with an employee',
      phrases: [
        ...['operator', 'human', 'person', 'manager', 'agent', 'consultant', 'support', 'real person'],
        ...['live person', 'live agent'],
        ...paired(
          ['call', 'get me', 'i need', 'i want', 'talk to', 'speak to', 'i want to talk to'],
          ['an operator', 'a human', 'a person', 'a real person', 'a manager', 'an agent', 'somebody'],
        ),
      ],
      place: (place) =>
        `You are number ${place} in the queue. Write your question: it will be read as soon as somebody is free.`,
      always: 'We answer round the clock.',
      openUntil: (when) => `We answer until ${when}.`,
      closedUntil: (when) => `We are closed now. We open ${when}.`,
      closed: 'We are closed now.',
      askAnyway: 'Join the queue? You will be answered when we open.',
      today: (time) => `today at ${time}`,
      at: (weekday, date, time) => `${weekday}, ${date} at ${time}`,
      onDay: {
        Mon: 'on Monday',
        Tue: 'on Tuesday',
        Wed: 'on Wednesday',
        Thu: 'on Thursday',
        Fri: 'on Friday',
        Sat: 'on Saturday',
        Sun: 'on Sunday',
      },
      untilDay: {
        Mon: 'Monday',
        Tue: 'Tuesday',
        Wed: 'Wednesday',
        Thu: 'Thursday',
        Fri: 'Friday',
        Sat: 'Saturday',
        Sun: 'Sunday',
      },
      yes: 'Join the queue',
      no: 'Never mind',
      notQueued: 'All right, I call nobody.',
      noted: (place) =>
        `I pass it on: whoever answers will see everything you write. Your place in the queue: ${place}.`,
      leave: 'Leave the queue',
      left: 'You have left the queue. How else can I help?',
    },
  },
);
