import { describe, expect, it } from 'vitest';
import { cannedFor, inserted, slashOf } from './canned.ts';

const answerOf = (title: string, text = '') => ({ id: title, title, text, shared: true, own: false });

describe('canned answers', () => {
  const answers = [
    answerOf('Часы работы', 'С 9 до 18, доставка тоже'),
    answerOf('Оплата и доставка'),
    answerOf('Доставка'),
  ];

  it('come with the best fit first', () => {
    expect(cannedFor(answers, ' ДОСТ').map(({ title }) => title)).toEqual([
      'Доставка',
      'Оплата и доставка',
      'Часы работы',
    ]);
  });

  it('are all there for no words, and none for words that none has', () => {
    expect(cannedFor(answers, ' ')).toEqual(answers);
    expect(cannedFor(answers, 'скидка')).toEqual([]);
  });

  it.each([
    ['/', ''],
    ['/дос тавка', 'дос тавка'],
    ['', null],
    ['и/или', null],
    [' /дост', null],
    ['/дост\nещё', null],
    [`/${'а'.repeat(61)}`, null],
  ])('are sought by %j', (text, words) => {
    expect(slashOf(text)).toBe(words);
  });

  it.each([
    ['', 0, 0, 'Да.', 3],
    ['Здравствуйте!', 13, 13, 'Здравствуйте! Да.', 17],
    ['Ну ладно', 3, 8, 'Ну Да.', 6],
    ['а\n', 2, 2, 'а\nДа.', 5],
  ])('go into %j at %d–%d', (text, start, end, expected, caret) => {
    expect(inserted(text, 'Да.', { start, end })).toEqual({ text: expected, caret });
  });
});
