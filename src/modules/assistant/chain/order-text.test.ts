import { describe, expect, it } from 'vitest';
import { isTable, withoutContacts } from './order-text.ts';

describe('the text that leaves the office', () => {
  it.each([
    ['труба 20, звоните +7 (900) 123-45-67', 'труба 20, звоните ***'],
    ['89001234567 Анна', '*** Анна'],
    ['пишите на anna.k@example.com или anna@пример.рф', 'пишите на *** или ***'],
    ['труба 20 мм - 10 шт\nмуфта 1/2 5', 'труба 20 мм - 10 шт\nмуфта 1/2 5'],
    ['8\n5\n10\n12\n40\n15\n100', '8\n5\n10\n12\n40\n15\n100'],
    ['болт М8х50 ГОСТ 7798-70 - 200', 'болт М8х50 ГОСТ 7798-70 - 200'],
    ['штрихкод 4601234567890', 'штрихкод 4601234567890'],
  ])('%j is %j', (text, sent) => {
    expect(withoutContacts(text)).toBe(sent);
  });
});

describe('a table', () => {
  it.each([
    ['Труба\t10\nМуфта\t5', true],
    ['Артикул;Кол-во\nA-1;10\nA-2;5', true],
    ['труба 10;\nмуфта 5;', false],
    ['труба 10\nмуфта 5', false],
    ['труба\t10', false],
    ['', false],
  ])('%j: %j', (text, is) => {
    expect(isTable(text)).toBe(is);
  });
});
