import { Button } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { DateTime } from '../../parts/time.tsx';
import { useMay } from '../../session/session.ts';
import type { Setting } from './queries.ts';
import { settingsTexts } from './texts.ts';
import { useUnsaved } from './unsaved.tsx';
import { type Editing, useSetting } from './use-setting.ts';

interface SettingFormProps<Value> {
  readonly setting: Setting;
  /** Its controls. */
  readonly children: (editing: Editing<Value>) => ReactNode;
  /** What cannot be undone when a value takes the place of another; undefined: it all can. */
  readonly warning?: (before: Value, after: Value) => string | undefined;
}

/** One setting: its controls, who changed it, and the ways to save it, to drop what was written, to go back. */
export const SettingForm = <Value,>({ setting, children, warning }: SettingFormProps<Value>) => {
  const texts = useTexts(settingsTexts);
  const { title, about } = texts.settings[setting.key as keyof typeof texts.settings];
  const heading = useId();
  const mayChange = useMay('settings.change');
  const { save, reset, drop, dirty, busy, stored, ...editing } = useSetting<Value>(setting);
  const [asked, setAsked] = useState<string>();
  useUnsaved(setting.key, dirty);

  return (
    <section id={setting.key} className="settings-card" aria-labelledby={heading}>
      <div className="settings-head">
        <h3 id={heading}>{title}</h3>
        <Changed setting={setting} />
      </div>
      <p className="settings-soft">{about}</p>
      <form
        aria-labelledby={heading}
        onSubmit={(event) => {
          event.preventDefault();
          if (busy || !dirty) return;
          const loss = warning?.(stored, editing.value);
          if (loss === undefined) save();
          else setAsked(loss);
        }}
      >
        <fieldset className="settings-fields" disabled={!mayChange} aria-labelledby={heading}>
          {children(editing)}
        </fieldset>
        {mayChange && (
          <div className="settings-actions">
            <Button type="submit" loading={busy} disabled={!dirty} aria-label={`${texts.save}: ${title}`}>
              {texts.save}
            </Button>
            {dirty && (
              <Button variant="default" onClick={drop} aria-label={`${texts.drop}: ${title}`}>
                {texts.drop}
              </Button>
            )}
            {!dirty && setting.changed_at !== null && (
              <Button
                variant="subtle"
                disabled={busy}
                onClick={reset}
                aria-label={`${texts.reset}: ${title}`}
              >
                {texts.reset}
              </Button>
            )}
          </div>
        )}
      </form>
      <Confirm
        opened={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={texts.sure}
        action={texts.save}
        onConfirm={() => {
          setAsked(undefined);
          save();
        }}
      >
        {asked}
      </Confirm>
    </section>
  );
};

/** Whether the usual value counts, and else who changed it. */
const Changed = ({ setting: { changed_at, changed_by } }: { readonly setting: Setting }) => {
  const texts = useTexts(settingsTexts);
  if (changed_at === null) return <span className="settings-soft">{texts.usual}</span>;
  return (
    <span className="settings-soft">
      {texts.changed} <DateTime at={changed_at} />
      {changed_by && `, ${changed_by.name || texts.nameless}`}
    </span>
  );
};
