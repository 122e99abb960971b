import { Button, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { useGuestName } from '../../parts/guest.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { Person } from '../../parts/person.tsx';
import { TimeAgo } from '../../parts/time.tsx';
import { deliveryQuery } from '../deliveries/queries.ts';
import { StateBadge } from '../deliveries/state-badge.tsx';
import { inboxTexts } from './texts.ts';

/** Conversations that are offered at once. */
const OFFERED = 6;
/** Milliseconds between looks at what became of the message. */
const LOOK_EVERY_MS = 1_000;

/** Lets one pick a conversation, sends a short message into it, and watches it arrive. */
export const TestDialog = ({
  inbox,
  name,
  onClose,
}: {
  readonly inbox: string;
  readonly name: string;
  readonly onClose: () => void;
}) => {
  const texts = useTexts(inboxTexts);
  const [sent, setSent] = useState<number>();
  return (
    <Dialog title={texts.testTitle(name)} onClose={onClose}>
      {sent === undefined ? (
        <Picker inbox={inbox} onSent={setSent} />
      ) : (
        <Outcome id={sent} onAgain={() => setSent(undefined)} />
      )}
    </Dialog>
  );
};

const Picker = ({ inbox, onSent }: { readonly inbox: string; readonly onSent: (id: number) => void }) => {
  const texts = useTexts(inboxTexts);
  const guest = useGuestName();
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const found = useQuery({
    queryKey: ['conversations', 'to test', inbox, q],
    queryFn: ({ signal }) => {
      const query = { view: 'all', inbox, size: OFFERED, ...(q ? { q } : {}) } as const;
      return answer(api.GET('/api/v1/conversations', { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
  });
  const test = useChange({
    run: (conversation_id: string) =>
      answer(
        api.POST('/api/v1/inboxes/{id}/test', { params: { path: { id: inbox } }, body: { conversation_id } }),
      ),
    touches: [['inboxes'], ['deliveries']],
    onDone: ({ id }) => onSent(id),
  });
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {texts.testAbout}
      </Text>
      <TextInput
        type="search"
        label={texts.testPick}
        placeholder={texts.testHint}
        value={typed}
        maxLength={200}
        leftSection={<IconSearch size={16} />}
        onChange={(event) => setTyped(event.currentTarget.value)}
        data-autofocus
      />
      <Loaded query={found}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm">{texts.testNobody}</Text>
          ) : (
            <ul className="inbox-picks">
              {items.map(({ id, title, person, heard_at }) => (
                <li key={id}>
                  <Person
                    id={person?.id ?? id}
                    name={person?.name || title}
                    about={heard_at && <TimeAgo at={heard_at} />}
                  />
                  <Button
                    size="xs"
                    variant="default"
                    loading={test.isPending && test.variables === id}
                    disabled={test.isPending}
                    aria-label={texts.testSend(person?.name || title || guest(person?.id ?? id))}
                    onClick={() => test.mutate(id)}
                  >
                    {texts.send}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Stack>
  );
};

const Outcome = ({ id, onAgain }: { readonly id: number; readonly onAgain: () => void }) => {
  const texts = useTexts(inboxTexts);
  const query = useQuery({
    ...deliveryQuery(id),
    refetchInterval: ({ state: { data } }) =>
      data === undefined || data.state === 'queued' || data.state === 'sending' ? LOOK_EVERY_MS : false,
  });
  return (
    <Stack gap="md" align="flex-start">
      <Loaded query={query} skeleton={<Text>{texts.testSending}</Text>}>
        {({ state, error }) => (
          <div role="status" className="inbox-outcome">
            <StateBadge state={state} />
            <Text>{texts.testStates[state]}</Text>
            {error !== null && <code lang="en">{error}</code>}
          </div>
        )}
      </Loaded>
      <Button variant="default" onClick={onAgain}>
        {texts.testAgain}
      </Button>
    </Stack>
  );
};
