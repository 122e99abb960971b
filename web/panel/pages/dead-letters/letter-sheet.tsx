import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../locale/locale.tsx';
import { ConversationLink } from '../../parts/conversation-link.tsx';
import { CopyableCode } from '../../parts/copyable-code.tsx';
import { Correspondent } from '../../parts/correspondent.tsx';
import { Facts } from '../../parts/facts.tsx';
import { InboxName } from '../../parts/inbox-name.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { SheetCode, SheetQuote, SheetSection, SideSheet } from '../../parts/side-sheet.tsx';
import { DateTime } from '../../parts/time.tsx';
import { useMay } from '../../session/session.ts';
import type { LetterKey } from './key.ts';
import { letterQuery } from './queries.ts';
import { Said } from './said.tsx';
import { letterTexts } from './texts.ts';
import { useLetterWork } from './use-letter-work.ts';

interface LetterSheetProps {
  readonly letter: LetterKey;
  readonly onClose: () => void;
}

const COLOURS = { dead: 'red', replayed: 'teal', discarded: 'gray' } as const;

/** One letter over the list: all that is known of it, and what can be done. */
export const LetterSheet = ({ letter, onClose }: LetterSheetProps) => (
  <SideSheet title={useTexts(letterTexts).letter} onClose={onClose}>
    <Content letter={letter} onClose={onClose} />
  </SideSheet>
);

const Content = ({ letter, onClose }: LetterSheetProps) => {
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
            <Correspondent person={person} title={title} />
            <Badge variant="light" color={COLOURS[state]}>
              {texts.state[state]}
            </Badge>
          </Group>
          <SheetSection title={texts.said}>
            <SheetQuote>
              <Said payload={payload} whole={typeof input.text === 'string' ? input.text : payload.text} />
            </SheetQuote>
          </SheetSection>
          <SheetSection title={texts.reason}>
            <SheetCode bad>{reason}</SheetCode>
          </SheetSection>
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
              [texts.trace, one.trace_id && <CopyableCode key="trace" text={one.trace_id} />],
            ]}
          />
          <ConversationLink id={one.conversation_id} position={one.position}>
            {texts.open}
          </ConversationLink>
          <details className="letter-raw">
            <summary>{texts.raw}</summary>
            <SheetCode>{JSON.stringify(input, null, 2)}</SheetCode>
          </details>
        </Stack>
      )}
    </Loaded>
  );
};
