import { expect, it } from 'vitest';
import { hoursInWords } from './hours.ts';

/** A Saturday, 12:30 in Moscow. */
const NOW = new Date('2026-11-21T09:30:00Z');
const at = (time: string): Date => new Date(time);
const words = (opening: Parameters<typeof hoursInWords>[0], zone = 'Europe/Moscow') =>
  (['ru', 'en'] as const).map((locale) => hoursInWords(opening, NOW, zone, locale));

it('open for good, or until a time of today', () => {
  expect(words({ open: true, closesAt: null })).toEqual([
    'Отвечаем круглосуточно.',
    'We answer round the clock.',
  ]);
  expect(words({ open: true, closesAt: at('2026-11-21T15:00:00Z') })).toEqual([
    'Отвечаем до 18:00.',
    'We answer until 18:00.',
  ]);
});

it('open past midnight says until which day', () => {
  const [ru, en] = words({ open: true, closesAt: at('2026-11-21T22:00:00Z') });
  expect(ru).toMatch(/до .*22 ноября.*01:00/);
  expect(en).toMatch(/until .*November 22.*01:00/);
});

it('closed until later today, until another day, or nobody knows', () => {
  expect(words({ open: false, opensAt: at('2026-11-21T11:00:00Z') })).toEqual([
    'Сейчас мы не работаем. Откроемся сегодня в 14:00.',
    'We are closed now. We open today at 14:00.',
  ]);
  const [ru, en] = words({ open: false, opensAt: at('2026-11-23T06:00:00Z') });
  expect(ru).toMatch(/понедельник.*23 ноября.*09:00/);
  expect(en).toMatch(/Monday.*November 23.*09:00/);
  expect(words({ open: false, opensAt: null })[0]).toBe('Сейчас мы не работаем.');
});

it.each([
  [23, 'в понедельник', 'понедельника', 'Monday'],
  [24, 'во вторник', 'вторника', 'Tuesday'],
  [25, 'в среду', 'среды', 'Wednesday'],
  [26, 'в четверг', 'четверга', 'Thursday'],
  [27, 'в пятницу', 'пятницы', 'Friday'],
  [28, 'в субботу', 'субботы', 'Saturday'],
  [29, 'в воскресенье', 'воскресенья', 'Sunday'],
])('names the day of November %i as people say it', (day, on, until, english) => {
  const moment = at(`2026-11-${day}T06:00:00Z`);
  expect(words({ open: false, opensAt: moment })).toEqual([
    `Сейчас мы не работаем. Откроемся ${on}, ${day} ноября, 09:00.`,
    `We are closed now. We open on ${english}, November ${day} at 09:00.`,
  ]);
  expect(words({ open: true, closesAt: moment })).toEqual([
    `Отвечаем до ${until}, ${day} ноября, 09:00.`,
    `We answer until ${english}, November ${day} at 09:00.`,
  ]);
});

it('times are those of the office, wherever the machine stands', () => {
  const opening = { open: true, closesAt: at('2026-11-21T15:00:00Z') } as const;
  expect(words(opening, 'Asia/Vladivostok')[0]).toMatch(/22 ноября.*01:00/);
  expect(words(opening, 'UTC')[0]).toBe('Отвечаем до 15:00.');
});
