import { Badge, Button } from '@mantine/core';
import { IconBan, IconCircleCheck, IconCircleDashed, IconExternalLink } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { useChannelName } from '../../../parts/channel.tsx';
import { RoleBadge } from '../../../parts/role-badge.tsx';
import { useMay } from '../../../session/session.ts';
import { ConversationFace, useInboxName, useNameOf } from '../parts.tsx';
import type { ConversationDetails, Identity as Known } from '../schema.ts';
import { dateOf } from '../when.ts';
import { cardTexts } from './texts.ts';

/** Who the person is and how they can be reached. */
export const Identity = ({ details }: { readonly details: ConversationDetails }) => {
  const texts = useTexts(cardTexts);
  const locale = useLocale();
  const mayPeople = useMay('people.read');
  const { person, inbox, channel, language } = details;
  const name = useNameOf()(details);
  const inboxName = useInboxName()({ id: inbox, channel });
  const spoken = person?.locale ?? language;
  return (
    <section className="conversations-identity" aria-label={name}>
      <div className="conversations-identity-head">
        <ConversationFace conversation={details} />
        <div>
          <h3 dir="auto">{name}</h3>
          <p>{inboxName}</p>
        </div>
      </div>
      {person?.blocked && (
        <p className="conversations-blocked">
          <IconBan size={16} stroke={2} aria-hidden="true" />
          {person.blocked_until === null
            ? texts.blockedForever
            : texts.blockedUntil(dateOf(locale, person.blocked_until))}
        </p>
      )}
      <dl>
        {person && person.roles.length > 0 && (
          <Fact name={texts.roles}>
            {person.roles.map((role) => (
              <RoleBadge key={role} role={role} />
            ))}
          </Fact>
        )}
        {spoken !== null && <Fact name={texts.language}>{languageName(locale, spoken)}</Fact>}
        {person && <Fact name={texts.since}>{dateOf(locale, person.created_at)}</Fact>}
      </dl>
      {person && <Identities identities={person.identities} />}
      {person && mayPeople && (
        <Button
          variant="default"
          fullWidth
          rightSection={<IconExternalLink size={16} stroke={1.8} />}
          renderRoot={(props) => <Link {...props} to="/people/$id" params={{ id: person.id }} />}
        >
          {texts.toPerson}
        </Button>
      )}
    </section>
  );
};

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className="conversations-fact">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const Identities = ({ identities }: { readonly identities: readonly Known[] }) => {
  const texts = useTexts(cardTexts);
  const channelName = useChannelName();
  return (
    <>
      <h3 className="conversations-card-title">{texts.identities}</h3>
      {identities.length === 0 && <p className="conversations-card-empty">{texts.noIdentities}</p>}
      <ul className="conversations-identities">
        {identities.map(({ kind, value, verified }) => (
          <li key={`${kind} ${value}`}>
            <span className="conversations-identity-kind">
              {texts.identityKinds[kind as keyof typeof texts.identityKinds] ?? channelName(kind)}
            </span>
            <IdentityValue kind={kind} value={value} />
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
    </>
  );
};

/** Phones and addresses can be called and written to. */
const IdentityValue = ({ kind, value }: { readonly kind: string; readonly value: string }) => {
  const texts = useTexts(cardTexts);
  const className = 'conversations-identity-value';
  if (kind === 'phone')
    return (
      <a className={className} href={`tel:${value}`}>
        {value.replace(/^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/, '+7\u00a0$1\u00a0$2-$3-$4')}
      </a>
    );
  if (kind === 'email')
    return (
      <a className={className} href={`mailto:${value}`}>
        {value}
      </a>
    );
  // The account of a site's visitor is nothing but a long number, and verifies nothing about them.
  if (kind === 'webchat')
    return (
      <span className={className} title={value}>
        {texts.visitor}
      </span>
    );
  return <span className={className}>{value}</span>;
};

/** A language by its own name in the language of the panel. */
const languageName = (locale: string, tag: string): string => {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? tag;
  } catch {
    // A device may name its language in a way that nobody knows.
    return tag;
  }
};
