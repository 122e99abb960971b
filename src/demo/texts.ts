/** What the people of the demo data say, in order. */
export const demoPeople = [
  { name: 'Анна Петрова', language: 'ru', says: ['/start', '/profile'] },
  {
    name: 'Пётр Иванов',
    language: 'ru',
    // Somebody waits in the queue, so that the panel has somebody to answer.
    says: ['/start', 'Позвать человека', 'Хочу забрать перфоратор из ремонта. Работаете в субботу?'],
  },
  { name: 'John Smith', language: 'en', says: ['/start', '/menu'] },
] as const;
