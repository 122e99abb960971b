import { Switch } from '@mantine/core';
import type { SettingValue } from '#modules/settings/index.ts';
import { useTexts } from '../../locale/locale.tsx';
import { NumberField } from './fields/number-field.tsx';
import type { Setting } from './queries.ts';
import { SettingForm } from './setting-form.tsx';
import { settingsTexts } from './texts.ts';

type Retention = SettingValue<'retention'>;

const KINDS = ['messages_days', 'visitors_days', 'turns_days'] as const;
const USUAL_DAYS = 365;

/** Whether anything is kept for a shorter time than before: what is older goes for good. */
const isShorter = (before: Retention, after: Retention): boolean =>
  KINDS.some(
    (kind) => (after[kind] ?? Number.POSITIVE_INFINITY) < (before[kind] ?? Number.POSITIVE_INFINITY),
  );

/** How long data is kept. */
export const RetentionForm = ({ setting }: { readonly setting: Setting }) => {
  const texts = useTexts(settingsTexts);
  return (
    <SettingForm<Retention>
      setting={setting}
      warning={(before, after) => (isShorter(before, after) ? texts.retention.loss : undefined)}
    >
      {({ value, set, wrong }) =>
        KINDS.map((kind) => {
          const words = texts.retention[kind];
          const days = value[kind];
          return (
            <div key={kind} className="settings-kept">
              <Switch
                label={words.name}
                description={words.about}
                checked={days !== null}
                onChange={({ currentTarget: { checked } }) =>
                  set({ ...value, [kind]: checked ? USUAL_DAYS : null })
                }
              />
              {days === null ? (
                <span className="settings-soft">{texts.retention.forEver}</span>
              ) : (
                <NumberField
                  label={words.days}
                  unit={texts.days}
                  min={1}
                  max={36_500}
                  value={days}
                  error={wrong(kind)}
                  onValue={(count) => set({ ...value, [kind]: count })}
                />
              )}
            </div>
          );
        })
      }
    </SettingForm>
  );
};
