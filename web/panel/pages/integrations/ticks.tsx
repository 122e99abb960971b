import { Checkbox } from '@mantine/core';
import '@mantine/core/styles/Checkbox.layer.css';

/** Some of a few things, as ticks. */
export const Ticks = <Name extends string>({
  label,
  all,
  names,
  ticked,
  error,
  onChange,
}: {
  readonly label: string;
  readonly all: readonly Name[];
  readonly names: Readonly<Record<Name, string>>;
  readonly ticked: readonly Name[];
  readonly error: string | undefined;
  readonly onChange: (ticked: readonly Name[]) => void;
}) => (
  <Checkbox.Group
    label={label}
    error={error}
    value={[...ticked]}
    onChange={(names) => onChange(all.filter((one) => names.includes(one)))}
  >
    <div className="integrations-ticks">
      {all.map((one) => (
        <Checkbox key={one} value={one} label={names[one]} />
      ))}
    </div>
  </Checkbox.Group>
);
