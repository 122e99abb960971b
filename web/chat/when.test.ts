import { describe, expect, it } from 'vitest';
import { chatTexts } from './texts.ts';
import { dayOf, sizeOf, timeOf } from './when.ts';

const now = new Date(2026, 2, 1, 0, 30);
const ru = (day: Date): string => dayOf('ru', chatTexts.ru, day.toISOString(), now);

describe('times and sizes for people', () => {
  it('names days by the calendar of the person, not by hours passed', () => {
    expect(ru(new Date(2026, 2, 1, 23, 59))).toBe('Сегодня');
    expect(ru(new Date(2026, 1, 28, 23, 59))).toBe('Вчера');
    expect(ru(new Date(2026, 1, 27))).toBe('27 февраля');
    expect(ru(new Date(2025, 11, 31))).toBe('31 декабря 2025 г.');
  });

  it('writes the time of day as the language does', () => {
    expect(timeOf('ru', now.toISOString())).toBe('00:30');
    expect(timeOf('en', now.toISOString())).toMatch(/^12:30\sAM$/);
    expect(timeOf('en', new Date(2026, 2, 1, 9, 5).toISOString())).toMatch(/^9:05\sAM$/);
  });

  it('writes sizes in the units of the language', () => {
    expect(sizeOf('ru', chatTexts.ru, 0)).toBe('0\u00a0Б');
    expect(sizeOf('ru', chatTexts.ru, 1536)).toBe('1,5\u00a0КБ');
    expect(sizeOf('en', chatTexts.en, 20 * 1024 ** 2)).toBe('20\u00a0MB');
    expect(sizeOf('en', chatTexts.en, 1023)).toBe('1,023\u00a0B');
  });
});
