import { IconHandStop } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../locale/locale.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { TimeAgo } from '../../parts/time.tsx';
import { Origin } from './origin.tsx';
import { heldQuery } from './queries.ts';
import { RiskWords } from './risk-words.tsx';
import { importTexts } from './texts.ts';

/** Imports that wait until somebody has looked at what they would change, above all others. */
export const HeldNotice = () => {
  const texts = useTexts(importTexts);
  const { data } = useQuery(heldQuery);
  // A preview that touches no guard rail is only somebody's unfinished work.
  const held = (data?.items ?? []).filter(({ risks }) => risks.length > 0);
  if (held.length === 0) return null;
  return (
    <section className="import-held" aria-label={texts.held(held.length)}>
      <IconHandStop size={22} stroke={1.7} aria-hidden="true" />
      <div className="import-held-words">
        <h2>{texts.held(held.length)}</h2>
        <p>{texts.heldText}</p>
        <ul>
          {held.map((batch) => (
            <li key={batch.id}>
              <Origin batch={batch} />
              <span className="import-held-risks">
                <RiskWords risks={batch.risks} />
                <TimeAgo at={batch.created_at} />
              </span>
              <PageLink to="import" id={String(batch.id)}>
                {texts.decide}
              </PageLink>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
};
