import { Badge, Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { ListSkeleton } from '../../parts/list/list-skeleton.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { EmptyState } from '../../parts/states.tsx';
import { DateTime } from '../../parts/time.tsx';
import { toast } from '../../parts/toasts.tsx';
import { deliveriesQuery, type Hook, type HookDelivery, hookCalls } from './queries.ts';
import { integrationTexts } from './texts.ts';

const COLOURS = { waiting: 'blue', delivered: 'green', failed: 'red' } as const;

/** What an address was told, and how it answered; each event can be sent again. */
export const HookHistory = ({ of: hook, onClose }: { readonly of: Hook; readonly onClose: () => void }) => {
  const texts = useTexts(integrationTexts);
  const query = useQuery(deliveriesQuery(hook.id));
  const resend = useChange({
    run: (delivery: number) => hookCalls.resend({ id: hook.id, delivery }),
    touches: [['webhooks']],
    onDone: () => toast.told(texts.sentAgain),
  });
  return (
    <Dialog
      title={`${hook.name}: ${texts.history.toLowerCase()}`}
      className="integrations-history"
      onClose={onClose}
    >
      <Loaded query={query} skeleton={<ListSkeleton columns={3} />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={IconSend} title={texts.noHistory} />
          ) : (
            <ul className="integrations-rows">
              {items.map((one) => (
                <li key={one.id}>
                  <div className="integrations-row-words">
                    <strong>{known(texts.events, one.type) ?? one.type}</strong>
                    <span className="integrations-soft">
                      <DateTime at={one.at} /> · {texts.attempts(one.attempts)}
                    </span>
                    <Outcome of={one} />
                  </div>
                  <Badge variant="light" color={COLOURS[one.state]}>
                    {texts.states[one.state]}
                  </Badge>
                  {one.state !== 'waiting' && (
                    <Button variant="default" size="xs" onClick={() => resend.mutate(one.id)}>
                      {texts.again}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Dialog>
  );
};

const Outcome = ({ of: { status, error } }: { readonly of: HookDelivery }) => {
  const texts = useTexts(integrationTexts);
  const words = error === null ? undefined : (known(texts.errors, error) ?? error);
  if (status === null && words === undefined) return null;
  return <span className="integrations-soft">{words ?? texts.answered(status ?? 0)}</span>;
};

const known = (texts: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(texts, name) ? texts[name] : undefined;
