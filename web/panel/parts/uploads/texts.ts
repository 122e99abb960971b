import { defineTexts } from '#kernel/locale.ts';

/** Files that are to go with an answer. */
export const uploadTexts = defineTexts(
  {
    attach: 'Приложить файл',
    files: 'Приложенные файлы',
    removeFile: (name: string) => `Убрать ${name}`,
    uploading: (name: string) => `${name}: загружается`,
    tooManyFiles: (most: number) => `К одному ответу можно приложить не больше ${most} файлов`,
    tooLarge: (name: string) => `${name} больше 20 МБ`,
  },
  {
    en: {
      attach: 'Attach a file',
      files: 'Attached files',
      removeFile: (name) => `Remove ${name}`,
      uploading: (name) => `${name}: uploading`,
      tooManyFiles: (most) => `An answer may have at most ${most} attachments`,
      tooLarge: (name) => `${name} is larger than 20 MB`,
    },
  },
);
