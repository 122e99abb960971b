import { defineTexts, plural } from '#kernel/locale.ts';

/** What the launcher on a site says. */
export const launcherTexts = defineTexts(
  {
    title: 'Чат',
    open: 'Открыть чат',
    close: 'Закрыть чат',
    unread: (count: number) =>
      `${count} ${plural('ru', count, { one: 'новое сообщение', few: 'новых сообщения', other: 'новых сообщений' })}`,
  },
  {
    en: {
      title: 'Chat',
      open: 'Open chat',
      close: 'Close chat',
      unread: (count) => `${count} new ${plural('en', count, { one: 'message', other: 'messages' })}`,
    },
  },
);
