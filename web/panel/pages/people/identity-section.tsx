import { ActionIcon, Badge } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed, IconPencil } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { Section } from '../../parts/section.tsx';
import { DateTime, TimeAgo } from '../../parts/time.tsx';
import { useMay } from '../../session/session.ts';
import { CorrectDialog } from './correct-dialog.tsx';
import { readable } from './names.ts';
import type { PersonCard } from './queries.ts';
import { peopleTexts } from './texts.ts';

/** Who the person is, since when, and how to reach them. */
export const IdentitySection = ({ person }: { readonly person: PersonCard }) => {
  const texts = useTexts(peopleTexts);
  const [correcting, setCorrecting] = useState(false);
  const mayCorrect = useMay('conversations.answer') && person.erased_at === null;
  const { locale, account, seen_at: seenAt } = person;
  return (
    <Section
      title={texts.identity}
      beside={
        mayCorrect && (
          <ActionIcon
            variant="subtle"
            size="lg"
            aria-label={texts.correctTitle}
            onClick={() => setCorrecting(true)}
          >
            <IconPencil size={18} stroke={1.8} />
          </ActionIcon>
        )
      }
    >
      <dl className="people-facts">
        <Fact name={texts.seen}>{seenAt === null ? texts.never : <TimeAgo at={seenAt} />}</Fact>
        <Fact name={texts.created}>
          <DateTime at={person.created_at} />
        </Fact>
        <Fact name={texts.language}>
          {locale === null ? texts.languageOfChannel : texts.languages[locale]}
        </Fact>
        <Fact name={texts.login}>{account === null ? texts.noLogin : account.login}</Fact>
      </dl>
      <h3>{texts.identities}</h3>
      <Identities identities={person.identities} />
      {correcting && <CorrectDialog person={person} onClose={() => setCorrecting(false)} />}
    </Section>
  );
};

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const Identities = ({ identities }: Pick<PersonCard, 'identities'>) => {
  const texts = useTexts(peopleTexts);
  if (identities.length === 0) return <p className="people-soft">{texts.noIdentities}</p>;
  return (
    <ul className="people-identities">
      {identities.map(({ kind, value, verified }) => (
        <li key={`${kind} ${value}`}>
          <span className="people-soft">{texts.kinds[kind] ?? kind}</span>
          <span className="people-identity-value">
            <Value kind={kind} value={value} />
          </span>
          {kind !== 'webchat' && (
            <Badge
              variant="light"
              color={verified ? 'teal' : 'gray'}
              leftSection={
                verified ? (
                  <IconCircleCheck size={14} stroke={2} />
                ) : (
                  <IconCircleDashed size={14} stroke={2} />
                )
              }
            >
              {verified ? texts.verified : texts.unverified}
            </Badge>
          )}
        </li>
      ))}
    </ul>
  );
};

/** Phones can be called and addresses written to; the number of a site's visitor tells nobody anything. */
const Value = ({ kind, value }: { readonly kind: string; readonly value: string }) => {
  const { visitor } = useTexts(peopleTexts);
  if (kind === 'webchat') return <span title={value}>{visitor}</span>;
  const scheme = { phone: 'tel', email: 'mailto' }[kind];
  return scheme === undefined ? value : <a href={`${scheme}:${value}`}>{readable(kind, value)}</a>;
};
