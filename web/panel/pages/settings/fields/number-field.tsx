import { TextInput } from '@mantine/core';

interface NumberFieldProps {
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onValue: (value: number) => void;
  readonly error?: string | undefined;
}

/** A whole number with its unit. */
export const NumberField = ({ label, unit, value, onValue, error, ...range }: NumberFieldProps) => (
  <TextInput
    type="number"
    inputMode="numeric"
    className="settings-number"
    label={label}
    value={Number.isNaN(value) ? '' : value}
    error={error}
    step={1}
    required
    withAsterisk={false}
    rightSection={<span className="settings-unit">{unit}</span>}
    rightSectionWidth="4.5rem"
    rightSectionPointerEvents="none"
    onChange={({ currentTarget }) => onValue(currentTarget.valueAsNumber)}
    {...range}
  />
);
