import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { EVENTS, type EventType, hookCalls, hooksQuery } from './queries.ts';
import { ShownOnce } from './shown-once.tsx';
import { integrationTexts } from './texts.ts';
import { Ticks } from './ticks.tsx';

/** Adds an address and shows its secret, once. */
export const HookDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const texts = useTexts(integrationTexts);
  const [name, setName] = useState('');
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState<readonly EventType[]>(EVENTS);
  const [isTried, setTried] = useState(false);
  const make = useChange({ run: hookCalls.make, touches: [hooksQuery.queryKey] });
  if (make.data)
    return (
      <ShownOnce title={texts.hookMade} text={texts.secretOnce} secret={make.data.secret} onClose={onClose} />
    );

  const isUsable = isAddress(url);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (name.trim() !== '' && isUsable && events.length > 0 && !make.isPending)
      make.mutate({ name, url: url.trim(), events });
  };
  return (
    <Dialog title={texts.addHook} onClose={onClose}>
      <form className="integrations-form" onSubmit={submit} noValidate>
        <TextInput
          label={texts.name}
          description={texts.nameHint}
          data-autofocus
          maxLength={100}
          value={name}
          error={isTried && name.trim() === '' ? texts.nameNeeded : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={texts.url}
          description={texts.urlHint}
          type="url"
          placeholder="https://"
          maxLength={2_000}
          value={url}
          error={isTried && !isUsable ? texts.urlBad : undefined}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <Ticks
          label={texts.aboutWhat}
          all={EVENTS}
          names={texts.events}
          ticked={events}
          error={isTried && events.length === 0 ? texts.eventNeeded : undefined}
          onChange={setEvents}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {texts.cancel}
          </Button>
          <Button type="submit" loading={make.isPending}>
            {texts.makeHook}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
};

const isAddress = (text: string): boolean => {
  const url = URL.parse(text.trim());
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
};
