import { defineTexts, plural } from '#kernel/locale.ts';

/** What is told about the queue, and how that is turned on. */
export const noticeTexts = defineTexts(
  {
    notify: 'Сообщать, когда кто-то ждёт',
    notifyOn: 'Уведомления включены',
    notifyOff: 'Уведомления выключены',
    notifyDenied: 'Браузер не разрешает уведомления. Разрешите их в настройках сайта.',
    notifyTitle: 'Человек просит оператора',
    notifyText: (count: number) =>
      `В очереди ${count} ${plural('ru', count, { one: 'человек', few: 'человека', other: 'человек' })}.`,
  },
  {
    en: {
      notify: 'Tell me when somebody waits',
      notifyOn: 'Notifications are on',
      notifyOff: 'Notifications are off',
      notifyDenied: 'The browser does not allow notifications. Allow them in the settings of the site.',
      notifyTitle: 'Somebody asks for an operator',
      notifyText: (count) =>
        `${count} ${plural('en', count, { one: 'person is', other: 'people are' })} in the queue.`,
    },
  },
);
