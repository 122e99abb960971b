import { TextInput } from '@mantine/core';

interface TimeFieldProps {
  readonly label: string;
  /** `HH:MM`; `24:00` is the end of a day, which people write as midnight. */
  readonly value: string;
  readonly onValue: (value: string) => void;
  /** Midnight is the end of the day, not its beginning. */
  readonly ends?: boolean;
  readonly wrong?: boolean;
}

/** A time of day. */
export const TimeField = ({ label, value, onValue, ends = false, wrong = false }: TimeFieldProps) => (
  <TextInput
    type="time"
    className="settings-time"
    aria-label={label}
    value={value === '24:00' ? '00:00' : value}
    error={wrong}
    required
    onChange={({ currentTarget: { value: time } }) => onValue(ends && time === '00:00' ? '24:00' : time)}
  />
);
