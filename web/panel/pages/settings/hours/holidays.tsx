import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { settingsTexts } from '../texts.ts';

/** Days on which the office stays closed. */
export const Holidays = ({
  value,
  set,
}: {
  readonly value: readonly string[];
  readonly set: (value: string[]) => void;
}) => {
  const texts = useTexts(settingsTexts).hours;
  const locale = useLocale();
  const [day, setDay] = useState('');
  const shown = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const add = () => {
    if (day === '') return;
    set([...new Set([...value, day])].sort());
    setDay('');
  };
  return (
    <div className="settings-holidays">
      <p className="settings-label">{texts.holidays}</p>
      {value.length > 0 && (
        <ul className="settings-chips">
          {value.map((date) => {
            const name = shown.format(new Date(date));
            return (
              <li key={date}>
                <time dateTime={date}>{name}</time>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  aria-label={`${texts.removeDay}: ${name}`}
                  onClick={() => set(value.filter((one) => one !== date))}
                >
                  <IconX size={14} />
                </ActionIcon>
              </li>
            );
          })}
        </ul>
      )}
      <div className="settings-add-day">
        <TextInput
          type="date"
          aria-label={texts.holiday}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            add();
          }}
        />
        <Button variant="default" leftSection={<IconPlus size={16} />} disabled={day === ''} onClick={add}>
          {texts.addDay}
        </Button>
      </div>
    </div>
  );
};
