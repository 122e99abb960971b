import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTexts } from '../../locale/locale.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { numberOf } from '../../parts/opened.ts';
import { PageHeader } from '../../parts/page-header.tsx';
import { NotFoundState } from '../../parts/states.tsx';
import { useMay } from '../../session/session.ts';
import { Back } from './back.tsx';
import { Finished } from './finished.tsx';
import { type BatchPage, batchQuery, isAtWork } from './queries.ts';
import { StatusBadge } from './status-badge.tsx';
import { importTexts } from './texts.ts';
import { useOutcome } from './use-outcome.ts';
import { CheckStep } from './wizard/check-step.tsx';
import { ColumnsStep } from './wizard/columns-step.tsx';
import { Steps } from './wizard/steps.tsx';
import { Working } from './working.tsx';
import './imports.css';

/** One import, wherever it stands: its columns, its check, its work, its result. */
const ImportPage = () => {
  const { id } = useParams({ strict: false });
  const number = numberOf(id);
  return number === undefined ? <NotFoundState /> : <OneImport key={number} id={number} />;
};

const OneImport = ({ id }: { readonly id: number }) => {
  const texts = useTexts(importTexts);
  const query = useQuery(batchQuery(id));
  useOutcome(query.data);
  return (
    <>
      <Back />
      <PageHeader
        title={query.data?.file_name ?? texts.title(id)}
        {...(query.data?.file_name ? { about: texts.title(id) } : {})}
        beside={query.data && <StatusBadge status={query.data.status} />}
      />
      <Loaded query={query}>{(batch) => <State batch={batch} />}</Loaded>
    </>
  );
};

const State = ({ batch }: { readonly batch: BatchPage }) => {
  const may = useMay('catalogue.import');
  const steps = batch.source === 'file';
  if (isAtWork(batch))
    return (
      <>
        {steps && batch.task !== 'undo' && <Steps at={batch.task === 'preview' ? 'check' : 'result'} />}
        <Working batch={batch} />
      </>
    );
  if (batch.status === 'draft' && may)
    return (
      <>
        <Steps at="columns" />
        <ColumnsStep batch={batch} />
      </>
    );
  if (batch.status === 'ready')
    return (
      <>
        {steps && <Steps at="check" />}
        <CheckStep batch={batch} />
      </>
    );
  return <Finished batch={batch} />;
};

export default ImportPage;
