import { Button, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { CopyableCode } from '../../parts/copyable-code.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { SheetSection, SideSheet } from '../../parts/side-sheet.tsx';
import { DateTime } from '../../parts/time.tsx';
import { useMay } from '../../session/session.ts';
import { Actor } from './actor.tsx';
import { Changes } from './changes.tsx';
import { type Entry, entryQuery } from './queries.ts';
import { auditTexts } from './texts.ts';
import { Action, Channel, Subject } from './words.tsx';

/** One entry over the list: all that is known of it. */
export const EntrySheet = ({ seq, onClose }: { readonly seq: number; readonly onClose: () => void }) => {
  const texts = useTexts(auditTexts);
  const query = useQuery(entryQuery(seq));
  return (
    <SideSheet title={texts.number(seq)} onClose={onClose}>
      <Loaded query={query}>
        {(entry) => (
          <Stack gap="lg">
            <p className="audit-title">
              <Action {...entry} />
            </p>
            <Facts
              facts={[
                [texts.actor, <Actor key="actor" {...entry} />],
                [texts.subject, entry.subject && <Subject key="subject" subject={entry.subject} />],
                [texts.at, <DateTime key="at" at={entry.at} />],
                [texts.channel, <Channel key="channel" {...entry} />],
                [texts.address, entry.channel === 'shell' ? null : entry.address],
                [texts.trace, entry.trace_id && <CopyableCode key="trace" text={entry.trace_id} />],
                [texts.hash, <CopyableCode key="hash" text={entry.hash} />],
              ]}
            />
            <SheetSection title={texts.changes}>
              <Changes {...entry} />
            </SheetSection>
            <Ways {...entry} />
          </Stack>
        )}
      </Loaded>
    </SideSheet>
  );
};

/** Where an entry leads: to the thing itself, and to other entries about it. */
const Ways = ({ actor, subject }: Entry) => {
  const texts = useTexts(auditTexts);
  const mayPeople = useMay('people.read');
  const maySettings = useMay('settings.read');
  const isPerson = subject?.kind === 'person' || subject?.kind === 'account';
  return (
    <Group gap="xs">
      {isPerson && mayPeople && subject.name !== undefined && (
        <Way label={texts.openPerson}>
          {(props) => <Link {...props} to="/people/$id" params={{ id: subject.id }} />}
        </Way>
      )}
      {subject?.kind === 'setting' && maySettings && (
        <Way label={texts.openSettings}>
          {(props) => <Link {...props} to="/settings" hash={subject.id} />}
        </Way>
      )}
      {actor && (
        <Way label={texts.onlyActor}>
          {(props) => <Link {...props} to="/audit" search={{ actor_id: actor.id }} />}
        </Way>
      )}
      {subject && (
        <Way label={texts.onlySubject}>
          {(props) => <Link {...props} to="/audit" search={{ subject_id: subject.id }} />}
        </Way>
      )}
    </Group>
  );
};

const Way = ({
  label,
  children,
}: {
  readonly label: string;
  readonly children: (props: object) => ReactNode;
}) => (
  <Button variant="default" size="xs" renderRoot={children}>
    {label}
  </Button>
);
