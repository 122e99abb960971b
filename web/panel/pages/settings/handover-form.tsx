import { Switch } from '@mantine/core';
import type { SettingValue } from '#modules/settings/index.ts';
import { useTexts } from '../../locale/locale.tsx';
import { LocalTextField } from './fields/local-text.tsx';
import { NumberField } from './fields/number-field.tsx';
import type { Setting } from './queries.ts';
import { SettingForm } from './setting-form.tsx';
import { settingsTexts } from './texts.ts';

const USUAL_QUEUE = 20;

/** How conversations come to operators and return from them. */
export const HandoverForm = ({ setting }: { readonly setting: Setting }) => {
  const texts = useTexts(settingsTexts);
  const words = texts.handover;
  return (
    <SettingForm<SettingValue<'handover'>> setting={setting}>
      {({ value, set, wrong }) => (
        <>
          <NumberField
            label={words.returnAfter}
            unit={texts.minutes}
            min={1}
            max={1_440}
            value={value.return_after_minutes}
            error={wrong('return_after_minutes')}
            onValue={(minutes) => set({ ...value, return_after_minutes: minutes })}
          />
          <Switch
            label={words.limit}
            checked={value.max_queue !== null}
            onChange={({ currentTarget: { checked } }) =>
              set({ ...value, max_queue: checked ? USUAL_QUEUE : null })
            }
          />
          {value.max_queue !== null && (
            <>
              <NumberField
                label={words.most}
                unit={texts.people}
                min={1}
                max={10_000}
                value={value.max_queue}
                error={wrong('max_queue')}
                onValue={(most) => set({ ...value, max_queue: most })}
              />
              <LocalTextField
                label={words.full}
                longest={1_000}
                required
                value={value.queue_full}
                set={(text) => set({ ...value, queue_full: { ...text } })}
                wrong={(path) => wrong(`queue_full.${path}`)}
              />
            </>
          )}
        </>
      )}
    </SettingForm>
  );
};
