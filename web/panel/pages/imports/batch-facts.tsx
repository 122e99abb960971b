import { useLocale, useTexts } from '../../locale/locale.tsx';
import { Facts } from '../../parts/facts.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Person } from '../../parts/person.tsx';
import { DateTime } from '../../parts/time.tsx';
import { useMay } from '../../session/session.ts';
import { Duration } from './duration.tsx';
import { Origin } from './origin.tsx';
import type { BatchPage } from './queries.ts';
import { RiskWords } from './risk-words.tsx';
import { importTexts } from './texts.ts';

const MEGABYTE = 1024 * 1024;

/** Everything that is known of an import beside its goods. */
export const BatchFacts = ({ batch }: { readonly batch: BatchPage }) => {
  const texts = useTexts(importTexts);
  const number = new Intl.NumberFormat(useLocale(), { maximumFractionDigits: 1 });
  const audited = useMay('audit.read');
  const { id, person, risks, accepted, file_size: size } = batch;
  const sizeWords = (bytes: number) =>
    bytes < MEGABYTE
      ? texts.bytes(number.format(bytes / 1024))
      : texts.megabytes(number.format(bytes / MEGABYTE));
  return (
    <Facts
      facts={[
        [texts.origin, <Origin key="origin" batch={batch} />],
        [texts.size, size !== null && sizeWords(size)],
        [texts.rows, batch.received > 0 && number.format(batch.received)],
        [texts.mode, batch.full_load ? texts.full : texts.partial],
        [texts.person, person ? <Person key="person" {...person} small /> : texts.office],
        [texts.started, <DateTime key="started" at={batch.started_at ?? batch.created_at} />],
        [texts.finished, batch.finished_at && <DateTime key="finished" at={batch.finished_at} />],
        [
          texts.took,
          batch.finished_at && batch.status !== 'cancelled' && <Duration key="took" batch={batch} />,
        ],
        [
          texts.acceptedBy,
          risks.length > 0 && (
            <span key="risks" className="import-stack">
              <RiskWords risks={risks} />
              {accepted && <span className="import-soft">{texts.accepted}</span>}
            </span>
          ),
        ],
        [
          texts.undoneBy,
          batch.undone_at && (
            <span key="undone" className="import-stack">
              <DateTime at={batch.undone_at} />
              {batch.undone_by && <Person {...batch.undone_by} small />}
            </span>
          ),
        ],
        [
          texts.audit,
          audited && (
            <PageLink key="audit" to="audit" search={{ subject_id: String(id) }}>
              {texts.toAudit}
            </PageLink>
          ),
        ],
      ]}
    />
  );
};
