import { defineTexts } from '#kernel/locale.ts';

export const texts = defineTexts(
  {
    answered: (title: string) => `Ответ на ваш вопрос «${title}»:`,
    files: 'Файлы:',
    file: (name: string, link: string) => `${name}: ${link}`,
    fileElsewhere: (name: string) => `${name} (здесь файл не открыть, попросите нас прислать его)`,
    reply: 'Ответить',
    open: 'Открыть',
  },
  {
    en: {
      answered: (title) => `An answer to your question “${title}”:`,
      files: 'Files:',
      file: (name, link) => `${name}: ${link}`,
      fileElsewhere: (name) => `${name} (it cannot be opened here, ask us to send it)`,
      reply: 'Reply',
      open: 'Open',
    },
  },
);
