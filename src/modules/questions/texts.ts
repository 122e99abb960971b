import { defineTexts } from '#kernel/locale.ts';

export const texts = defineTexts(
  {
    answered: (title: string) => `Ответ на ваш вопрос «${title}»:`,
    file: (name: string, link: string) => `Файл ${name}: ${link}`,
    fileElsewhere: (name: string) => `Файл ${name} (здесь его не открыть, попросите нас прислать его)`,
    reply: 'Ответить',
    open: 'Открыть',
  },
  {
    en: {
      answered: (title) => `An answer to your question “${title}”:`,
      file: (name, link) => `File ${name}: ${link}`,
      fileElsewhere: (name) => `File ${name} (it cannot be opened here, ask us to send it)`,
      reply: 'Reply',
      open: 'Open',
    },
  },
);
