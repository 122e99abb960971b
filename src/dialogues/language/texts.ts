import { defineTexts } from '#kernel/locale.ts';

export const texts = defineTexts(
  {
    title: 'Язык',
    about: 'Русский или английский',
    phrases: ['сменить язык', 'поменять язык', 'выбрать язык'] as readonly string[],
    choose: 'На каком языке говорить?',
    name: 'Русский',
    chosen: 'Теперь я говорю по-русски.',
    useButtons: 'Выберите язык кнопкой.',
  },
  {
    en: {
      title: 'Language',
      about: 'Russian or English',
      phrases: ['change language', 'change the language'],
      choose: 'Which language shall I speak?',
      name: 'English',
      chosen: 'I speak English from now on.',
      useButtons: 'Please choose the language with a button.',
    },
  },
);
