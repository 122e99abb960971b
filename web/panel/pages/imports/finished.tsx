import { Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconArrowBackUp, IconDownload } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { useMay } from '../../session/session.ts';
import { BatchFacts } from './batch-facts.tsx';
import { BigCounts } from './counts.tsx';
import { FailureWords } from './failure/failure.tsx';
import { failureTexts } from './failure/texts.ts';
import type { BatchPage } from './queries.ts';
import { Section } from './section.tsx';
import { ChangesTable } from './tables/changes-table.tsx';
import { ProblemsTable } from './tables/problems-table.tsx';
import { importTexts } from './texts.ts';
import { useBatchWork } from './use-batch-work.ts';

/** An import that has ended: what came of it, what was wrong, what it changed, and the way back. */
export const Finished = ({ batch }: { readonly batch: BatchPage }) => {
  const texts = useTexts(importTexts);
  const { id, status, received, skipped, warnings, repeat_of } = batch;
  const changed = (status === 'done' || status === 'undone') && repeat_of === null;
  return (
    <div className="import-page">
      {batch.failure && <Failed failure={batch.failure} />}
      {!batch.failure && repeat_of === null && <Text c="dimmed">{texts.meanings[status]}</Text>}
      {repeat_of !== null && (
        <Text>
          <PageLink to="import" id={String(repeat_of)}>
            {texts.repeat(repeat_of)}
          </PageLink>
        </Text>
      )}
      {received > 0 && repeat_of === null && <BigCounts batch={batch} />}
      <Actions batch={batch} />
      <Section title={texts.facts}>
        <BatchFacts batch={batch} />
      </Section>
      {repeat_of === null && skipped + warnings > 0 && (
        <ProblemsTable id={id} expected={skipped + warnings} />
      )}
      {changed && <ChangesTable id={id} />}
    </div>
  );
};

const Failed = ({ failure }: { readonly failure: NonNullable<BatchPage['failure']> }) => {
  const texts = useTexts(failureTexts);
  return (
    <div className="import-bad" role="alert">
      <IconAlertTriangle size={20} stroke={1.7} aria-hidden="true" />
      <div>
        <b>{texts.title}</b> <FailureWords failure={failure} /> {texts.untouched}
      </div>
    </div>
  );
};

const Actions = ({ batch }: { readonly batch: BatchPage }) => {
  const texts = useTexts(importTexts);
  const may = useMay('catalogue.import');
  const { undo } = useBatchWork(batch.id);
  const mendable = batch.skipped > 0 && batch.repeat_of === null;
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Group gap="xs">
        {batch.status === 'done' && (
          <Button renderRoot={(props) => <Link to="/catalog" {...props} />}>{texts.toCatalogue}</Button>
        )}
        {mendable && (
          <Button
            variant="default"
            component="a"
            href={`/api/v1/shop/imports/${batch.id}/bad-rows.csv`}
            download
            title={texts.badRowsHint}
            leftSection={<IconDownload size={18} />}
          >
            {texts.badRows}
          </Button>
        )}
        {may && batch.source === 'file' && (
          <Button variant="default" renderRoot={(props) => <Link to="/imports/new" {...props} />}>
            {texts.again}
          </Button>
        )}
        {may && batch.undoable && (
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={18} />}
            loading={undo.isPending}
            onClick={() => setAsking(true)}
          >
            {texts.undo}
          </Button>
        )}
      </Group>
      {mendable && <p className="import-soft">{texts.badRowsHint}</p>}
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={texts.undoTitle}
        action={texts.undo}
        busy={undo.isPending}
        onConfirm={() => undo.mutate(undefined, { onSettled: () => setAsking(false) })}
      >
        {texts.undoText}
      </Confirm>
    </>
  );
};
