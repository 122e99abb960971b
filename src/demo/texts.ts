/** What the people of the demo data say, in order. */
export const demoPeople = [
  { name: 'Анна Петрова', language: 'ru', says: ['/start', '/profile'] },
  { name: 'Пётр Иванов', language: 'ru', says: ['/start', 'А вы работаете в субботу?', '/help'] },
  { name: 'John Smith', language: 'en', says: ['/start', '/menu'] },
] as const;
