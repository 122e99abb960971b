import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../locale/locale.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Person } from '../../parts/person.tsx';
import { DateTime } from '../../parts/time.tsx';
import { useMay } from '../../session/session.ts';
import { ConversationLink } from '../inboxes/conversation-link.tsx';
import { Facts, TraceCode } from '../inboxes/facts.tsx';
import { InboxName } from '../inboxes/names.tsx';
import type { LetterKey } from './key.ts';
import { letterQuery } from './queries.ts';
import { Said } from './said.tsx';
import { letterTexts } from './texts.ts';
import { useLetterWork } from './use-letter-work.ts';

const COLOURS = { dead: 'red', replayed: 'teal', discarded: 'gray' } as const;

/** One letter over the list: all that is known of it, and what can be done. */
export const LetterDrawer = ({
  letter,
  onClose,
}: {
  readonly letter: LetterKey | undefined;
  readonly onClose: () => void;
}) => {
  const texts = useTexts(letterTexts);
  return (
    letter && (
      <Dialog title={texts.letter} className="inbox-sheet" onClose={onClose}>
        <Content letter={letter} onClose={onClose} />
      </Dialog>
    )
  );
};

const Content = ({ letter, onClose }: { readonly letter: LetterKey; readonly onClose: () => void }) => {
  const texts = useTexts(letterTexts);
  const query = useQuery(letterQuery(letter));
  const may = useMay('deadLetters.work');
  const work = useLetterWork(onClose);
  const button = (what: 'replay' | 'discard' | 'restore', primary = false) => (
    <Button
      variant={primary ? 'filled' : 'default'}
      loading={work.isPending && work.variables?.what === what}
      disabled={work.isPending}
      onClick={() => work.mutate({ what, keys: [letter] })}
    >
      {texts[what]}
    </Button>
  );
  return (
    <Loaded query={query}>
      {({ person, title, state, payload, input, reason, ...one }) => (
        <Stack gap="lg">
          <Group justify="space-between">
            {person ? (
              <Person {...person} about={title === person.name ? undefined : title} />
            ) : (
              <b>{title}</b>
            )}
            <Badge variant="light" color={COLOURS[state]}>
              {texts.state[state]}
            </Badge>
          </Group>
          <section>
            <h3 className="letter-heading">{texts.said}</h3>
            <blockquote className="letter-quote">
              <Said payload={payload} whole={typeof input.text === 'string' ? input.text : payload.text} />
            </blockquote>
          </section>
          <section>
            <h3 className="letter-heading">{texts.reason}</h3>
            <pre className="letter-reason" lang="en">
              {reason}
            </pre>
          </section>
          {may && state === 'dead' && (
            <div>
              <Group gap="xs">
                {button('replay', true)}
                {button('discard')}
              </Group>
              <Text size="sm" c="dimmed" mt="xs">
                {texts.fix}
              </Text>
            </div>
          )}
          {may && state === 'discarded' && <Group>{button('restore', true)}</Group>}
          <Facts
            facts={[
              [texts.at, <DateTime key="at" at={one.at} />],
              [texts.inbox, <InboxName key="inbox" id={one.inbox} />],
              [texts.dialogue, one.dialogue ?? texts.noDialogue],
              [texts.attempts, one.attempts],
              [texts.trace, one.trace_id && <TraceCode key="trace" id={one.trace_id} />],
            ]}
          />
          <ConversationLink id={one.conversation_id} position={one.position}>
            {texts.open}
          </ConversationLink>
          <details className="letter-raw">
            <summary>{texts.raw}</summary>
            <pre className="letter-reason">{JSON.stringify(input, null, 2)}</pre>
          </details>
        </Stack>
      )}
    </Loaded>
  );
};
