import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { WorkingHours } from '#modules/settings/index.ts';
import { dayWords, readDay, todayIn, workingDays } from './days.ts';

const day = [{ from: '09:00', to: '18:00' }];
const hours: WorkingHours = {
  time_zone: 'Europe/Moscow',
  weekly: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] },
  holidays: ['2026-11-24'],
};
/** A Saturday. */
const TODAY = '2026-11-21';

it('today is that of the office', () => {
  expect(todayIn(hours, Date.parse('2026-11-20T21:30:00Z'))).toBe(TODAY);
});

it('working days leave out week-ends and holidays', () => {
  expect(workingDays(hours, TODAY, 3)).toEqual(['2026-11-23', '2026-11-25', '2026-11-26']);
});

it.each([
  ['25.11', '2026-11-25'],
  ['25.11.2026', '2026-11-25'],
  ['25/11/26', '2026-11-25'],
  ['25 ноября', '2026-11-25'],
  ['на 25 ноября', '2026-11-25'],
  ['12 января', '2027-01-12'],
  ['2026-11-25', '2026-11-25'],
  ['в пятницу', '2026-11-27'],
  ['Пт', '2026-11-27'],
  ['во вторник', { wrong: 'closed' }],
  ['послезавтра', '2026-11-23'],
  ['завтра', { wrong: 'closed' }],
  ['через 4 дня', '2026-11-25'],
  ['Как можно скорее!', null],
  ['срочно', null],
  ['20.11', { wrong: 'past' }],
  ['1.12.2029', { wrong: 'far' }],
  ['31.02', { wrong: 'unclear' }],
  ['когда-нибудь', { wrong: 'unclear' }],
  ['99999999999', { wrong: 'unclear' }],
])('%j is read', (text, wanted) => {
  const expected = typeof wanted === 'object' && wanted !== null ? wanted : { day: wanted };
  expect(readDay(text, TODAY, hours)).toEqual(expected);
});

it.each([
  ['послезавтра до обеда', '2026-11-23', 'до обеда'],
  ['В пятницу, после 18:00', '2026-11-27', 'после 18:00'],
  ['на 25.11 к 10 утра', '2026-11-25', 'к 10 утра'],
  ['25 ноября с 9 до 12', '2026-11-25', 'с 9 до 12'],
  ['утром в пятницу', '2026-11-27', 'утром'],
  ['в пятницу утром, если можно', '2026-11-27', 'утром, если можно'],
  ['срочно, до вечера', null, 'до вечера'],
])('%j names a time, too, which is kept', (text, wanted, also) => {
  expect(readDay(text, TODAY, hours)).toEqual({ day: wanted, also });
});

it('a time that stands beside no day is no day', () => {
  expect(readDay('до обеда', TODAY, hours)).toEqual({ wrong: 'unclear' });
  expect(readDay('завтра до обеда', TODAY, hours)).toEqual({ wrong: 'closed' });
});

it('is said with its weekday', () => {
  expect(dayWords('2026-11-22', TODAY, 'ru')).toBe('завтра, вс, 22 ноября');
  expect(dayWords('2026-11-25', TODAY, 'en')).toMatch(/25 November|November 25/);
});

it('any text is answered, with a day that is to come', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const said = readDay(text, TODAY, hours);
      if ('day' in said && said.day !== null) expect(said.day >= TODAY).toBe(true);
    }),
  );
});
