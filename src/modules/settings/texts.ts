import { defineTexts } from '#kernel/locale.ts';

/** What settings say until somebody of the office says otherwise. */
export const texts = defineTexts(
  {
    queueFull: 'Сейчас ответа ждёт слишком много людей. Пожалуйста, напишите немного позже.',
  },
  {
    en: {
      queueFull: 'Too many people are waiting for an answer right now. Please write a little later.',
    },
  },
);
