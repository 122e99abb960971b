import { Badge, Button } from '@mantine/core';
import { IconPlus, IconWebhook } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { ListSkeleton } from '../../parts/list/list-skeleton.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { EmptyState } from '../../parts/states.tsx';
import { toast } from '../../parts/toasts.tsx';
import { HookDialog } from './hook-dialog.tsx';
import { HookHistory } from './hook-history.tsx';
import { type Hook, hookCalls, hooksQuery } from './queries.ts';
import { Section } from './section.tsx';
import { integrationTexts } from './texts.ts';

/** Addresses of other systems, and what becomes of what they are told. */
export const HooksSection = () => {
  const texts = useTexts(integrationTexts);
  const hooks = useQuery(hooksQuery);
  const [isMaking, setMaking] = useState(false);
  const [removing, setRemoving] = useState<Hook>();
  const [opened, setOpened] = useState<Hook>();
  const remove = useChange({
    run: hookCalls.remove,
    touches: [hooksQuery.queryKey],
    onDone: () => {
      toast.done(texts.hookRemoved);
      setRemoving(undefined);
    },
  });
  const add = (
    <Button leftSection={<IconPlus size={18} />} onClick={() => setMaking(true)}>
      {texts.addHook}
    </Button>
  );
  return (
    <Section title={texts.hooks} about={texts.hooksAbout} action={add}>
      <Loaded query={hooks} skeleton={<ListSkeleton columns={3} />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={IconWebhook} title={texts.noHooks} text={texts.noHooksText} />
          ) : (
            <ul className="integrations-rows">
              {items.map((hook) => (
                <HookRow
                  key={hook.id}
                  of={hook}
                  onRemove={() => setRemoving(hook)}
                  onOpen={() => setOpened(hook)}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {isMaking && <HookDialog onClose={() => setMaking(false)} />}
      {opened && <HookHistory of={opened} onClose={() => setOpened(undefined)} />}
      <Confirm
        opened={removing !== undefined}
        title={texts.removeTitle(removing?.name ?? '')}
        action={texts.remove}
        busy={remove.isPending}
        onConfirm={() => removing && remove.mutate(removing.id)}
        onClose={() => setRemoving(undefined)}
      >
        {texts.removeText}
      </Confirm>
    </Section>
  );
};

const HookRow = ({
  of: hook,
  onRemove,
  onOpen,
}: {
  readonly of: Hook;
  readonly onRemove: () => void;
  readonly onOpen: () => void;
}) => {
  const texts = useTexts(integrationTexts);
  const number = new Intl.NumberFormat(useLocale());
  const isPaused = hook.paused_at !== null;
  const touches = [hooksQuery.queryKey];
  const pause = useChange({ run: hookCalls.pause, touches });
  const test = useChange({ run: hookCalls.test, touches, onDone: () => toast.told(texts.tested) });
  const count = (many: number) => number.format(many);
  return (
    <li>
      <div className="integrations-row-words">
        <strong>{hook.name}</strong>
        <span className="integrations-soft integrations-url">{hook.url}</span>
        <span className="integrations-soft">
          {hook.events.map((event) => texts.events[event]).join(', ')}
        </span>
        <span className="integrations-soft">
          {texts.week}: {texts.counts(count(hook.delivered), count(hook.failed), count(hook.waiting))}
        </span>
      </div>
      <Badge variant="light" color={isPaused ? 'gray' : hook.failed > 0 ? 'orange' : 'green'}>
        {isPaused ? texts.paused : texts.active}
      </Badge>
      <div className="integrations-buttons">
        <Button variant="default" size="xs" onClick={onOpen}>
          {texts.history}
        </Button>
        <Button variant="default" size="xs" loading={test.isPending} onClick={() => test.mutate(hook.id)}>
          {texts.test}
        </Button>
        <Button
          variant="default"
          size="xs"
          loading={pause.isPending}
          onClick={() => pause.mutate({ id: hook.id, paused: !isPaused })}
        >
          {isPaused ? texts.resume : texts.pause}
        </Button>
        <Button variant="default" size="xs" onClick={onRemove}>
          {texts.remove}
        </Button>
      </div>
    </li>
  );
};
