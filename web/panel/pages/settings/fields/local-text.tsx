import { Textarea, TextInput } from '@mantine/core';
import { LOCALES, type Locale } from '#kernel/locale.ts';
import { useTexts } from '../../../locale/locale.tsx';
import { nameOfLanguage } from '../../../locale/names.ts';
import { settingsTexts } from '../texts.ts';
import type { Editing } from '../use-setting.ts';

export type LocalText = Readonly<Record<Locale, string>>;

interface LocalTextFieldProps extends Editing<LocalText> {
  /** What stands there while nothing is written. */
  readonly placeholder?: LocalText;
  readonly longest: number;
  /** One line instead of several. */
  readonly short?: boolean;
  readonly required?: boolean;
  /** Before the name of the language, where one setting has several texts. */
  readonly label?: string;
}

/** A text in every language, side by side. */
export const LocalTextField = (props: LocalTextFieldProps) => {
  const { value, set, wrong, placeholder, longest, short = false, required = false, label } = props;
  const texts = useTexts(settingsTexts);
  return (
    <div className="settings-languages">
      {LOCALES.map((locale) => {
        const language = nameOfLanguage(locale);
        const common = {
          lang: locale,
          label: label === undefined ? language : `${label} · ${language}`,
          value: value[locale],
          error: wrong(locale),
          placeholder: placeholder?.[locale],
          maxLength: longest,
          required,
          withAsterisk: false,
          onChange: (event: { currentTarget: { value: string } }) =>
            set({ ...value, [locale]: event.currentTarget.value }),
        };
        const left = longest - value[locale].length;
        return (
          <div key={locale}>
            {short ? <TextInput {...common} /> : <Textarea {...common} autosize minRows={3} maxRows={12} />}
            {left < longest / 10 && <p className="settings-soft">{texts.left(left)}</p>}
          </div>
        );
      })}
    </div>
  );
};
