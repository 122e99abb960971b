import { IconLock, IconLockOpen } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../../locale/locale.tsx';
import { CopyableCode } from '../../../parts/copyable-code.tsx';
import { Facts } from '../../../parts/facts.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { TimeAgo } from '../../../parts/time.tsx';
import { exchangeQuery } from '../queries.ts';
import { Section } from '../section.tsx';
import { exchangeTexts } from './texts.ts';

/** Where 1C sends goods by itself, and who may. */
export const PushCard = () => {
  const texts = useTexts(exchangeTexts);
  const { data } = useQuery(exchangeQuery);
  if (!data) return null;
  const { push } = data;
  const Icon = push.open ? IconLockOpen : IconLock;
  return (
    <Section
      title={texts.push}
      about={texts.pushText}
      beside={
        <span className="import-mark" data-good={!push.open || undefined} data-warn={push.open || undefined}>
          <Icon size={14} stroke={2} aria-hidden="true" />
          {push.open ? texts.open : texts.protected}
        </span>
      }
    >
      <CopyableCode text={`${window.location.origin}/integrations/1c/catalog`} />
      <p className="import-soft">{push.open ? texts.openText : texts.protectedText}</p>
      <Facts
        facts={[
          [texts.last, push.last_at ? <TimeAgo key="at" at={push.last_at} /> : texts.never],
          [
            texts.batchOf,
            push.last_batch_id !== null && (
              <PageLink key="batch" to="import" id={String(push.last_batch_id)}>
                {texts.batch(push.last_batch_id)}
              </PageLink>
            ),
          ],
        ]}
      />
    </Section>
  );
};
