import { assert, constantFrom, date, integer, oneof, property, record, uniqueArray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openingAt, quietUntil } from './hours.ts';
import { type WorkingHours, workingHours } from './schema.ts';
import { WEEKDAYS } from './week.ts';

const MINUTE = 60_000;

const hours = (
  weekly: Partial<WorkingHours['weekly']>,
  { zone = 'Europe/Moscow', holidays = [] as string[] } = {},
): WorkingHours => ({
  time_zone: zone,
  weekly: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [], ...weekly },
  holidays,
});
const NINE_TO_SIX = [{ from: '09:00', to: '18:00' }];
const ALL_DAY = [{ from: '00:00', to: '24:00' }];
const everyDay = (day: readonly { from: string; to: string }[]) =>
  Object.fromEntries(WEEKDAYS.map((name) => [name, [...day]]));
const at = (text: string) => new Date(text);

describe('openingAt', () => {
  const week = hours({
    mon: NINE_TO_SIX,
    tue: NINE_TO_SIX,
    wed: NINE_TO_SIX,
    thu: NINE_TO_SIX,
    fri: NINE_TO_SIX,
  });

  it.each([
    // 2026-01-12 is a Monday; Moscow is three hours ahead of UTC.
    ['in the morning', '2026-01-12T05:59:59Z', { open: false, opensAt: at('2026-01-12T06:00:00Z') }],
    ['at the opening', '2026-01-12T06:00:00Z', { open: true, closesAt: at('2026-01-12T15:00:00Z') }],
    ['at the closing', '2026-01-12T15:00:00Z', { open: false, opensAt: at('2026-01-13T06:00:00Z') }],
    ['at the weekend', '2026-01-17T10:00:00Z', { open: false, opensAt: at('2026-01-19T06:00:00Z') }],
  ])('%s', (_, now, opening) => {
    expect(openingAt(week, at(now))).toEqual(opening);
  });

  it('stays closed on holidays, a whole week of them too', () => {
    const days = ['12', '13', '14', '15', '16'].map((day) => `2026-01-${day}`);
    expect(openingAt({ ...week, holidays: days }, at('2026-01-12T10:00:00Z'))).toEqual({
      open: false,
      opensAt: at('2026-01-19T06:00:00Z'),
    });
  });

  it('takes a time that goes on past midnight as one', () => {
    const late = hours({ fri: [{ from: '18:00', to: '24:00' }], sat: [{ from: '00:00', to: '02:00' }] });
    expect(openingAt(late, at('2026-01-16T20:30:00Z'))).toEqual({
      open: true,
      closesAt: at('2026-01-16T23:00:00Z'),
    });
    expect(openingAt(late, at('2026-01-16T22:30:00Z'))).toEqual({
      open: true,
      closesAt: at('2026-01-16T23:00:00Z'),
    });
  });

  it('never closes round the clock, but for a holiday', () => {
    const always = hours(everyDay(ALL_DAY));
    expect(openingAt(always, at('2026-01-12T10:00:00Z'))).toEqual({ open: true, closesAt: null });
    expect(openingAt({ ...always, holidays: ['2026-01-14'] }, at('2026-01-12T10:00:00Z'))).toEqual({
      open: true,
      closesAt: at('2026-01-13T21:00:00Z'),
    });
  });

  it('knows no opening without hours', () => {
    expect(openingAt(hours({}), at('2026-01-12T10:00:00Z'))).toEqual({ open: false, opensAt: null });
  });

  it('follows the clock into summer and back', () => {
    const berlin = hours(everyDay(NINE_TO_SIX), { zone: 'Europe/Berlin' });
    // Summer time begins on 2026-03-29 at 02:00 and ends on 2026-10-25 at 03:00.
    expect(openingAt(berlin, at('2026-03-28T20:00:00Z'))).toEqual({
      open: false,
      opensAt: at('2026-03-29T07:00:00Z'),
    });
    expect(openingAt(berlin, at('2026-10-24T20:00:00Z'))).toEqual({
      open: false,
      opensAt: at('2026-10-25T08:00:00Z'),
    });
  });

  it('opens when the clock skips the opening time', () => {
    const early = hours({ sun: [{ from: '02:30', to: '05:00' }] }, { zone: 'Europe/Berlin' });
    expect(openingAt(early, at('2026-03-29T00:30:00Z'))).toEqual({
      open: false,
      opensAt: at('2026-03-29T01:00:00Z'),
    });
    const skipped = hours({ sun: [{ from: '02:15', to: '02:45' }] }, { zone: 'Europe/Berlin' });
    expect(openingAt(skipped, at('2026-03-29T00:30:00Z'))).toEqual({
      open: false,
      opensAt: at('2026-04-05T00:15:00Z'),
    });
  });

  const ZONES = [
    'Europe/Moscow',
    'Europe/Berlin',
    'America/St_Johns',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'UTC',
  ];
  const clockTime = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  /** Zero to three times of a day, in order, that do not overlap. */
  const someDay = uniqueArray(integer({ min: 0, max: 96 }), { maxLength: 6 }).map((quarters) => {
    const sorted = quarters.toSorted((a, b) => a - b);
    return Array.from({ length: Math.floor(sorted.length / 2) }, (_, pair) => ({
      from: clockTime((sorted[pair * 2] ?? 0) * 15),
      to: clockTime((sorted[pair * 2 + 1] ?? 0) * 15),
    }));
  });
  const someHours = record({
    time_zone: constantFrom(...ZONES),
    weekly: record({
      mon: someDay,
      tue: someDay,
      wed: someDay,
      thu: someDay,
      fri: someDay,
      sat: someDay,
      sun: someDay,
    }),
    holidays: uniqueArray(
      integer({ min: 0, max: 364 }).map((day) =>
        new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10),
      ),
      { maxLength: 8 },
    ),
  }).filter((made) => workingHours.safeParse(made).success);
  const CHANGES = [
    '2026-03-28T12:00:00Z',
    '2026-10-24T12:00:00Z',
    '2026-03-07T12:00:00Z',
    '2026-10-31T12:00:00Z',
  ];
  const someTime = oneof(
    date({ min: at('2026-01-01T00:00:00Z'), max: at('2026-12-31T00:00:00Z'), noInvalidDate: true }),
    constantFrom(...CHANGES).chain((day) =>
      integer({ min: 0, max: 2_000 }).map((minutes) => new Date(at(day).getTime() + minutes * MINUTE)),
    ),
  );

  const wallOf = (zone: string, now: Date) => {
    const shown = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'short',
    });
    const [day = '', time = ''] = shown.format(now).split(' ');
    return { day, time };
  };
  const readsOpen = ({ time_zone, weekly, holidays }: WorkingHours, now: Date) => {
    const { day, time } = wallOf(time_zone, now);
    const weekday = WEEKDAYS[(new Date(day).getUTCDay() + 6) % 7];
    if (!weekday || holidays.includes(day)) return false;
    return weekly[weekday].some(({ from, to }) => from <= time && time < to);
  };
  const isRepeated = (zone: string, now: Date) =>
    [30, 60].some((minutes) => {
      const { day, time } = wallOf(zone, now);
      return [-minutes, minutes].some((shift) => {
        const other = wallOf(zone, new Date(now.getTime() + shift * MINUTE));
        return other.day === day && other.time === time;
      });
    });

  it('is open exactly when the clock on the wall shows an open time, but in an hour that comes twice', () => {
    assert(
      property(someHours, someTime, (made, now) => {
        if (isRepeated(made.time_zone, now)) return;
        expect(openingAt(made, now).open).toBe(readsOpen(made, now));
      }),
      { numRuns: 300 },
    );
  });

  it('changes at the time it says, and not before', () => {
    assert(
      property(someHours, someTime, (made, now) => {
        const opening = openingAt(made, now);
        const changes = opening.open ? opening.closesAt : opening.opensAt;
        if (!changes) return;
        expect(changes.getTime()).toBeGreaterThan(now.getTime());
        expect(openingAt(made, changes).open).toBe(!opening.open);
        expect(openingAt(made, new Date(changes.getTime() - 1)).open).toBe(opening.open);
        const middle = new Date((now.getTime() + changes.getTime()) / 2);
        expect(openingAt(made, middle)).toEqual(opening);
      }),
      { numRuns: 300 },
    );
  });
});

describe('quietUntil', () => {
  const night = { on: true, from: '22:00', to: '08:00' };

  it.each([
    ['before', '2026-01-12T18:59:59Z', null],
    ['from the start', '2026-01-12T19:00:00Z', at('2026-01-13T05:00:00Z')],
    ['past midnight', '2026-01-12T23:00:00Z', at('2026-01-13T05:00:00Z')],
    ['up to the end', '2026-01-13T05:00:00Z', null],
  ])('%s', (_, now, until) => {
    expect(quietUntil(night, 'Europe/Moscow', at(now))).toEqual(until);
  });

  it('may lie within a day', () => {
    const noon = { on: true, from: '12:00', to: '13:00' };
    expect(quietUntil(noon, 'UTC', at('2026-01-12T12:30:00Z'))).toEqual(at('2026-01-12T13:00:00Z'));
    expect(quietUntil(noon, 'UTC', at('2026-01-12T13:30:00Z'))).toBeNull();
  });

  it('is never quiet when it is off', () => {
    expect(quietUntil({ ...night, on: false }, 'Europe/Moscow', at('2026-01-12T23:00:00Z'))).toBeNull();
  });
});
