import { Switch } from '@mantine/core';
import '@mantine/core/styles/Switch.layer.css';
import type { QuietHours } from '#modules/settings/index.ts';
import { useTexts } from '../../../locale/locale.tsx';
import { TimeField } from '../fields/time-field.tsx';
import type { Setting } from '../queries.ts';
import { SettingForm } from '../setting-form.tsx';
import { settingsTexts } from '../texts.ts';

/** When the office does not write first. */
export const QuietForm = ({ setting }: { readonly setting: Setting }) => {
  const texts = useTexts(settingsTexts).quiet;
  return (
    <SettingForm<QuietHours> setting={setting}>
      {({ value, set, wrong }) => (
        <>
          <Switch
            label={texts.on}
            checked={value.on}
            onChange={({ currentTarget: { checked } }) => set({ ...value, on: checked })}
          />
          {value.on && (
            <div className="settings-times">
              <span className="settings-interval">
                <TimeField
                  label={texts.from}
                  value={value.from}
                  onValue={(from) => set({ ...value, from })}
                />
                <span aria-hidden="true">–</span>
                <TimeField
                  label={texts.to}
                  value={value.to}
                  wrong={wrong('to') !== undefined}
                  onValue={(to) => set({ ...value, to })}
                />
              </span>
              {wrong('to') !== undefined && (
                <p role="alert" className="settings-wrong">
                  {wrong('to')}
                </p>
              )}
            </div>
          )}
        </>
      )}
    </SettingForm>
  );
};
