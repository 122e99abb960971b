import { Button } from '@mantine/core';
import { IconBan } from '@tabler/icons-react';
import { useTexts } from '../../../locale/locale.tsx';
import { DateTime, TimeAgo } from '../../../parts/time.tsx';
import { useNameOf } from '../names.ts';
import type { PersonCard } from '../queries.ts';
import { peopleTexts } from '../texts.ts';
import { useMayBlock } from './block-button.tsx';
import { useUnblock } from './use-block.ts';

interface BlockInForceProps {
  readonly person: PersonCard;
  readonly block: NonNullable<PersonCard['block']>;
}

/** Why the office does not hear the person, by whom and until when; and the way out. */
export const BlockInForce = ({ person, block: { since, until, reason, by } }: BlockInForceProps) => {
  const texts = useTexts(peopleTexts);
  const nameOf = useNameOf();
  const mayUnblock = useMayBlock(person);
  const unblock = useUnblock(person);
  return (
    <section className="people-blocked" aria-label={texts.blocked}>
      <IconBan size={20} stroke={2} aria-hidden="true" />
      <div>
        <p className="people-blocked-reason">{reason}</p>
        <p>
          {until === null ? (
            texts.blockedForever
          ) : (
            <>
              {texts.blockedUntil} <DateTime at={until} /> (<TimeAgo at={until} />
              ).
            </>
          )}{' '}
          {texts.blockedBy} {by ? nameOf({ ...by, erased_at: null }) : texts.theOffice},{' '}
          <TimeAgo at={since} />.
        </p>
      </div>
      {mayUnblock && (
        <Button variant="default" loading={unblock.isPending} onClick={() => unblock.mutate()}>
          {texts.unblock}
        </Button>
      )}
    </section>
  );
};
