import { Switch } from '@mantine/core';
import type { SettingValue } from '#modules/settings/index.ts';
import { useTexts } from '../../locale/locale.tsx';
import { NumberField } from './fields/number-field.tsx';
import type { Setting } from './queries.ts';
import { SettingForm } from './setting-form.tsx';
import { settingsTexts } from './texts.ts';

const USUAL_HOURS = 24;

/** What customers may order, and what is kept back for them. */
export const OrdersForm = ({ setting }: { readonly setting: Setting }) => {
  const texts = useTexts(settingsTexts);
  const words = texts.orders;
  return (
    <SettingForm<SettingValue<'orders'>> setting={setting}>
      {({ value, set, wrong }) => (
        <>
          <Switch
            label={words.beyond}
            description={words.beyondAbout}
            checked={value.beyond_stock}
            onChange={({ currentTarget: { checked } }) => set({ ...value, beyond_stock: checked })}
          />
          <Switch
            label={words.reserve}
            description={words.reserveAbout}
            checked={value.reserve_hours !== 0}
            onChange={({ currentTarget: { checked } }) =>
              set({ ...value, reserve_hours: checked ? USUAL_HOURS : 0 })
            }
          />
          {value.reserve_hours !== 0 && (
            <NumberField
              label={words.reserveHours}
              unit={texts.hoursShort}
              min={1}
              max={2_160}
              value={value.reserve_hours}
              error={wrong('reserve_hours')}
              onValue={(hours) => set({ ...value, reserve_hours: hours })}
            />
          )}
        </>
      )}
    </SettingForm>
  );
};
