import { describe, expect, it } from 'vitest';
import { spansOf } from './period.ts';

const at = (iso: string) => Date.parse(iso);
const iso = (times: readonly number[]) => times.map((time) => new Date(time).toISOString());

describe('24 hours', () => {
  it('are the running hour and the 23 before it, and as much of the day before', () => {
    const { current, previous } = spansOf('24h', 'Europe/Moscow', at('2026-03-10T12:20:00Z'));
    expect(current.unit).toBe('hour');
    expect(current.starts).toHaveLength(24);
    expect(iso([current.starts[0] ?? 0, current.starts[23] ?? 0, current.to])).toEqual([
      '2026-03-09T13:00:00.000Z',
      '2026-03-10T12:00:00.000Z',
      '2026-03-10T12:20:00.000Z',
    ]);
    expect(iso([previous.starts[0] ?? 0, previous.to])).toEqual([
      '2026-03-08T13:00:00.000Z',
      '2026-03-09T12:20:00.000Z',
    ]);
  });

  it('begin where the hours of the zone do', () => {
    const { current } = spansOf('24h', 'Asia/Kathmandu', at('2026-03-10T12:20:00Z'));
    expect(iso(current.starts.slice(-1))).toEqual(['2026-03-10T12:15:00.000Z']);
  });
});

describe('days', () => {
  it('begin at midnight of the zone; the last is today', () => {
    const { current, previous } = spansOf('7d', 'Europe/Moscow', at('2026-03-10T22:30:00Z'));
    expect(current.unit).toBe('day');
    expect(iso(current.starts)).toEqual(
      ['04', '05', '06', '07', '08', '09', '10'].map((day) => `2026-03-${day}T21:00:00.000Z`),
    );
    expect(iso([...previous.starts.slice(0, 1), previous.to])).toEqual([
      '2026-02-25T21:00:00.000Z',
      '2026-03-03T22:30:00.000Z',
    ]);
  });

  it('have 23 or 25 hours when the clocks change', () => {
    const { current } = spansOf('30d', 'America/New_York', at('2026-03-20T15:00:00Z'));
    const lengths = current.starts
      .slice(1)
      .map((start, index) => (start - (current.starts[index] ?? 0)) / 3_600_000);
    expect(current.starts).toHaveLength(30);
    expect(lengths.filter((hours) => hours !== 24)).toEqual([23]);
    expect(iso(current.starts)).toContain('2026-03-08T05:00:00.000Z');
    expect(iso(current.starts)).toContain('2026-03-09T04:00:00.000Z');
  });

  it('follow each other without a gap where midnight itself is skipped', () => {
    // In Beirut the clocks went from 24:00 to 01:00 on 29 March 2026.
    const { current, previous } = spansOf('7d', 'Asia/Beirut', at('2026-04-01T09:00:00Z'));
    const all = [...previous.starts, ...current.starts];
    expect(all).toEqual(all.toSorted((a, b) => a - b));
    expect(new Set(all).size).toBe(14);
    expect(iso(current.starts.slice(3, 5))).toEqual(['2026-03-28T22:00:00.000Z', '2026-03-29T21:00:00.000Z']);
  });

  it('begin on quarters of an hour everywhere on earth', () => {
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      const { current, previous } = spansOf('30d', zone, at('2026-04-01T09:07:03Z'));
      for (const start of [...current.starts, ...previous.starts]) expect(start % 900_000, zone).toBe(0);
    }
  });
});
