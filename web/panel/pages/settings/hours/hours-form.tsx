import { Button, NativeSelect } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import type { WorkingHours } from '#modules/settings/index.ts';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import type { Setting } from '../queries.ts';
import { SettingForm } from '../setting-form.tsx';
import { settingsTexts } from '../texts.ts';
import type { Editing } from '../use-setting.ts';
import { DayRow } from './day-row.tsx';
import { Holidays } from './holidays.tsx';
import { OpeningNow } from './opening-now.tsx';
import { likeMonday, WEEKDAYS } from './times.ts';

/** When the office is open. */
export const HoursForm = ({ setting }: { readonly setting: Setting }) => (
  <SettingForm<WorkingHours> setting={setting}>{(editing) => <Hours {...editing} />}</SettingForm>
);

/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

const Hours = ({ value, set, wrong }: Editing<WorkingHours>) => {
  const texts = useTexts(settingsTexts).hours;
  const locale = useLocale();
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  const { weekly, time_zone: zone } = value;
  const zones = [...new Set([zone, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort();
  return (
    <>
      <OpeningNow hours={value} />
      <ul className="settings-week">
        {WEEKDAYS.map((day, at) => (
          <DayRow
            key={day}
            name={capital(weekday.format(MONDAY + at * DAY_MS))}
            value={weekly[day]}
            set={(intervals) => set({ ...value, weekly: { ...weekly, [day]: intervals } })}
            wrong={(path) => wrong(path === '' ? `weekly.${day}` : `weekly.${day}.${path}`)}
          />
        ))}
      </ul>
      <Button
        variant="default"
        size="xs"
        className="settings-start"
        leftSection={<IconCopy size={16} stroke={1.7} />}
        onClick={() => set({ ...value, weekly: likeMonday(weekly) })}
      >
        {texts.likeMonday}
      </Button>
      <Holidays value={value.holidays} set={(holidays) => set({ ...value, holidays })} />
      <NativeSelect
        className="settings-zone"
        label={texts.zone}
        data={zones}
        value={zone}
        error={wrong('time_zone')}
        onChange={(event) => set({ ...value, time_zone: event.currentTarget.value })}
      />
    </>
  );
};

const capital = (name: string): string => name.charAt(0).toLocaleUpperCase() + name.slice(1);
