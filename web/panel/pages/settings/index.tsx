import { Alert } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ComponentType, Fragment, useEffect } from 'react';
import type { SettingKey } from '#modules/settings/index.ts';
import { useTexts } from '../../locale/locale.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { useMay } from '../../session/session.ts';
import { pageTitles } from '../texts.ts';
import { type LocalText, LocalTextField } from './fields/local-text.tsx';
import { GreetingForm } from './greeting-form.tsx';
import { HandoverForm } from './handover-form.tsx';
import { HoursForm } from './hours/hours-form.tsx';
import { QuietForm } from './hours/quiet-form.tsx';
import { OrdersForm } from './orders-form.tsx';
import { type Setting, settingsQuery } from './queries.ts';
import { RetentionForm } from './retention-form.tsx';
import { SettingForm } from './setting-form.tsx';
import { settingsTexts } from './texts.ts';
import { UnsavedGuard } from './unsaved.tsx';
import './settings.css';

const GROUPS = ['words', 'hours', 'operators', 'orders', 'data'] as const;

const OfficeNameForm = ({ setting }: { readonly setting: Setting }) => (
  <SettingForm<LocalText> setting={setting}>
    {(editing) => <LocalTextField {...editing} short longest={60} placeholder={NAME} />}
  </SettingForm>
);
const NAME = { ru: 'Kontora', en: 'Kontora' };

const FORMS: Readonly<Record<SettingKey, ComponentType<{ readonly setting: Setting }>>> = {
  greeting: GreetingForm,
  office_name: OfficeNameForm,
  working_hours: HoursForm,
  quiet_hours: QuietForm,
  handover: HandoverForm,
  orders: OrdersForm,
  retention: RetentionForm,
};

/** What the office says, when it works, and how long it keeps things. */
const SettingsPage = () => {
  const texts = useTexts(settingsTexts);
  const query = useQuery(settingsQuery);
  return (
    <UnsavedGuard>
      <PageHeader title={useTexts(pageTitles).settings} about={texts.about} />
      {!useMay('settings.change') && (
        <Alert icon={<IconLock size={18} />} color="gray" className="settings-locked">
          {texts.readOnly}
        </Alert>
      )}
      <Loaded query={query}>{({ items }) => <Groups items={items} />}</Loaded>
    </UnsavedGuard>
  );
};

const Groups = ({ items }: { readonly items: readonly Setting[] }) => {
  const { groups } = useTexts(settingsTexts);
  useEffect(() => {
    const { hash } = window.location;
    if (hash !== '') document.getElementById(hash.slice(1))?.scrollIntoView();
  }, []);
  return (
    <div className="settings">
      {GROUPS.map((group) => (
        <Fragment key={group}>
          <h2>{groups[group]}</h2>
          {items
            .filter((setting) => setting.group === group)
            .map((setting) => {
              const Form = FORMS[setting.key as SettingKey];
              return <Form key={setting.key} setting={setting} />;
            })}
        </Fragment>
      ))}
    </div>
  );
};

export default SettingsPage;
