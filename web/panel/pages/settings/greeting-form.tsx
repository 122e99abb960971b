import { greeted } from '#dialogues/start/greeting.ts';
import { texts as startTexts } from '#dialogues/start/texts.ts';
import { LOCALES } from '#kernel/locale.ts';
import { useTexts } from '../../locale/locale.tsx';
import { type LocalText, LocalTextField } from './fields/local-text.tsx';
import type { Setting } from './queries.ts';
import { SettingForm } from './setting-form.tsx';
import { settingsTexts } from './texts.ts';

/** The first words to a person, and how they will look. */
export const GreetingForm = ({ setting }: { readonly setting: Setting }) => (
  <SettingForm<LocalText> setting={setting}>
    {(editing) => (
      <>
        <LocalTextField {...editing} longest={2_000} placeholder={BUILT_IN} />
        <Preview {...editing.value} />
      </>
    )}
  </SettingForm>
);

const builtIn = (locale: (typeof LOCALES)[number], name: string) => startTexts[locale].hello(name);
const BUILT_IN = { ru: builtIn('ru', '{name}'), en: builtIn('en', '{name}') };

const Preview = (written: LocalText) => {
  const { preview } = useTexts(settingsTexts);
  return (
    <div className="settings-preview">
      <p className="settings-label">{preview}</p>
      <div className="settings-languages">
        {LOCALES.map((locale) => {
          const name = settingsTexts[locale].sampleName;
          const text = written[locale].trim();
          return (
            <p key={locale} lang={locale} className="settings-bubble">
              {text === '' ? builtIn(locale, name) : greeted(text, name)}
            </p>
          );
        })}
      </div>
    </div>
  );
};
