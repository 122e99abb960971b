import { expect, it } from 'vitest';
import { isWholeDay, likeMonday, nextInterval, type Weekly } from './times.ts';

it.each([
  ['the first', [], { from: '09:00', to: '18:00' }],
  ['one after lunch', [{ from: '09:00', to: '13:00' }], { from: '14:00', to: '18:00' }],
  ['one up to midnight', [{ from: '09:00', to: '21:30' }], { from: '22:00', to: '24:00' }],
  ['none after the end of the day', [{ from: '09:00', to: '23:00' }], undefined],
  ['none after midnight', [{ from: '00:00', to: '24:00' }], undefined],
  [
    'nothing sensible after what is not written yet',
    [{ from: '09:00', to: '' }],
    { from: '01:00', to: '05:00' },
  ],
  [
    'none when there are enough',
    Array.from({ length: 6 }, () => ({ from: '01:00', to: '02:00' })),
    undefined,
  ],
])('a day gets %s', (_, day, next) => {
  expect(nextInterval(day)).toEqual(next);
});

it('a whole day begins and ends at midnight', () => {
  expect(isWholeDay([{ from: '00:00', to: '24:00' }])).toBe(true);
  expect(isWholeDay([{ from: '00:00', to: '23:59' }])).toBe(false);
  expect(isWholeDay([])).toBe(false);
});

it('working days become like Monday, the weekend stays', () => {
  const weekly = {
    mon: [{ from: '08:00', to: '12:00' }],
    tue: [],
    wed: [],
    thu: [],
    fri: [],
    sat: [],
    sun: [],
  };
  const { sat, sun, ...working } = likeMonday(weekly as Weekly);
  expect(Object.values(working)).toEqual(Array.from({ length: 5 }, () => weekly.mon));
  expect([sat, sun]).toEqual([[], []]);
});
