import { useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { LOCALES } from '#kernel/locale.ts';
import { useLanguage, useTexts } from '../locale/locale.tsx';
import { nameOfLanguage } from '../locale/names.ts';
import { shellTexts } from './texts.ts';

/** Russian or English, each by its own name. */
export const LanguageChoice = () => {
  const { locale, choose } = useLanguage();
  return (
    <Segments
      label={useTexts(shellTexts).language}
      value={locale}
      options={LOCALES.map((one) => ({ value: one, label: nameOfLanguage(one), lang: one }))}
      onChoose={choose}
    />
  );
};

const SCHEMES = [
  { value: 'light', icon: IconSun },
  { value: 'dark', icon: IconMoon },
  { value: 'auto', icon: IconDeviceDesktop },
] as const;

/** Light, dark, or as the system has it. */
export const SchemeChoice = () => {
  const { scheme, schemes } = useTexts(shellTexts);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Segments
      label={scheme}
      value={colorScheme}
      options={SCHEMES.map(({ value, icon: Icon }) => ({
        value,
        label: schemes[value],
        picture: <Icon size={16} stroke={1.7} />,
      }))}
      onChoose={setColorScheme}
    />
  );
};

interface SegmentsProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly {
    readonly value: Value;
    readonly label: string;
    readonly lang?: string;
    readonly picture?: ReactNode;
  }[];
  readonly onChoose: (value: Value) => void;
}

/** One of few, side by side. */
const Segments = <Value extends string>({ label, value, options, onChoose }: SegmentsProps<Value>) => {
  const name = useId();
  return (
    <fieldset className="segments">
      <legend>{label}</legend>
      <div className="segments-line">
        {options.map((option) => (
          <label key={option.value} className="segment" lang={option.lang}>
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => onChoose(option.value)}
            />
            {option.picture}
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};
