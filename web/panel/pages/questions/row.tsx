import { VisuallyHidden } from '@mantine/core';
import { memo } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { useGuestName } from '../../parts/guest.ts';
import { TimeAgo } from '../../parts/time.tsx';
import { AddressLink } from './address.tsx';
import type { Question } from './queries.ts';
import { questionTexts } from './texts.ts';
import { WaitMark } from './wait-mark.tsx';

/** A question in the list: what it is called, whose it is, what was said last, how long it waits. */
export const Row = memo(({ question, open }: { readonly question: Question; readonly open: boolean }) => {
  const { id, title, organization, person, last, unread, last_at: at } = question;
  const texts = useTexts(questionTexts);
  const guest = useGuestName();
  const isNew = unread > 0 && !open;
  return (
    <AddressLink
      change={{ id }}
      className="questions-row"
      data-id={id}
      data-unread={isNew || undefined}
      aria-current={open ? 'true' : undefined}
    >
      <span className="questions-row-top">
        <span className="questions-row-title" dir="auto">
          {title}
        </span>
        {isNew && (
          <span className="questions-count">
            <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span>
            <VisuallyHidden>, {texts.unread(unread)},</VisuallyHidden>
          </span>
        )}
      </span>
      <span className="questions-row-who" dir="auto">
        {[...new Set([organization?.name, person.name || guest(person.id)])].filter(Boolean).join(' · ')}
      </span>
      {last && (
        <span className="questions-row-last">
          {last.by_office && `${texts.office} `}
          <span dir="auto">{last.text || (last.files > 0 ? texts.attached(last.files) : texts.erased)}</span>
        </span>
      )}
      <span className="questions-row-marks">
        <WaitMark question={question} />
        <TimeAgo at={at} />
      </span>
    </AddressLink>
  );
});
