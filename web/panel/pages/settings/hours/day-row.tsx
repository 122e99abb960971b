import { ActionIcon, Button, Checkbox } from '@mantine/core';
import '@mantine/core/styles/Checkbox.layer.css';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTexts } from '../../../locale/locale.tsx';
import { TimeField } from '../fields/time-field.tsx';
import { settingsTexts } from '../texts.ts';
import type { Editing } from '../use-setting.ts';
import { type Interval, isWholeDay, nextInterval, usualDay, type Weekday, type Weekly } from './times.ts';

interface DayRowProps extends Editing<Weekly[Weekday]> {
  readonly name: string;
}

/** One day of the week: whether it is a working day, and its times. */
export const DayRow = ({ name, value: day, set, wrong }: DayRowProps) => {
  const texts = useTexts(settingsTexts).hours;
  const further = nextInterval(day);
  const put = (at: number, change: Partial<Interval>) =>
    set(day.map((one, index) => (index === at ? { ...one, ...change } : one)));
  const problem = wrong('') ?? day.map((_, at) => wrong(`${at}.from`) ?? wrong(`${at}.to`)).find(Boolean);
  return (
    <li className="settings-day">
      <Checkbox
        label={name}
        checked={day.length > 0}
        onChange={({ currentTarget: { checked } }) => set(checked ? usualDay() : [])}
      />
      <div className="settings-times">
        {day.length === 0 && <span className="settings-soft">{texts.dayOff}</span>}
        {[...day.entries()].map(([at, interval]) => (
          <span key={at} className="settings-interval">
            <TimeField
              label={`${name}: ${texts.from}`}
              value={interval.from}
              wrong={problem !== undefined}
              onValue={(from) => put(at, { from })}
            />
            <span aria-hidden="true">–</span>
            <TimeField
              ends
              label={`${name}: ${texts.to}`}
              value={interval.to}
              wrong={problem !== undefined}
              onValue={(to) => put(at, { to })}
            />
            {day.length > 1 && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`${name}: ${texts.remove}`}
                onClick={() => set(day.filter((_, index) => index !== at))}
              >
                <IconX size={16} />
              </ActionIcon>
            )}
          </span>
        ))}
        {isWholeDay(day) && <span className="settings-soft">{texts.wholeDay}</span>}
        {day.length > 0 && further && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={14} />}
            aria-label={`${name}: ${texts.add}`}
            onClick={() => set([...day, further])}
          >
            {texts.add}
          </Button>
        )}
        {problem !== undefined && (
          <p role="alert" className="settings-wrong">
            {problem}
          </p>
        )}
      </div>
    </li>
  );
};
