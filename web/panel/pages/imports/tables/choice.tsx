import { NativeSelect } from '@mantine/core';
import { useTexts } from '../../../locale/locale.tsx';
import { partTexts } from '../../../parts/texts.ts';

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value | undefined;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value | undefined) => void;
}

/** One of these, or all. */
export const Choice = <Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) => {
  const { all } = useTexts(partTexts).list;
  return (
    <NativeSelect
      className="import-choice"
      aria-label={label}
      value={value ?? ''}
      data={[{ value: '', label: `${label}: ${all}` }, ...options]}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        onChange(options.find((option) => option.value === chosen)?.value);
      }}
    />
  );
};
