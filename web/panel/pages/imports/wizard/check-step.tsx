import { Button, Checkbox, Group } from '@mantine/core';
import { IconAlertTriangle, IconShieldExclamation } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../../api/client.ts';
import { useTexts } from '../../../locale/locale.tsx';
import { useMay } from '../../../session/session.ts';
import { BatchFacts } from '../batch-facts.tsx';
import { BigCounts } from '../counts.tsx';
import type { BatchPage } from '../queries.ts';
import { RiskWords } from '../risk-words.tsx';
import { Section } from '../section.tsx';
import { importTexts } from '../texts.ts';
import { useBatchWork } from '../use-batch-work.ts';
import { Samples } from './samples.tsx';
import { wizardTexts } from './texts.ts';
import '@mantine/core/styles/Checkbox.layer.css';

/** The third step, and what a guard rail holds: what would change; a person loads it or leaves it. */
export const CheckStep = ({ batch }: { readonly batch: BatchPage }) => {
  const texts = useTexts(wizardTexts);
  const words = useTexts(importTexts);
  const may = useMay('catalogue.import');
  const { apply, cancel, reopen } = useBatchWork(batch.id);
  const [accepted, setAccepted] = useState(false);
  const { id, risks, inserted, updated, hidden, skipped } = batch;
  const risky = risks.length > 0;
  const refused = useRefused(batch);
  const nothing = inserted + updated + hidden === 0;
  return (
    <div className="import-page">
      {risky && (
        <div className="import-risk">
          <IconShieldExclamation size={24} stroke={1.6} aria-hidden="true" />
          <div className="import-stack">
            <h2>{words.riskTitle}</h2>
            <RiskWords risks={risks} />
            {may && (
              <Checkbox
                label={words.accept}
                checked={accepted}
                onChange={({ currentTarget: { checked } }) => setAccepted(checked)}
              />
            )}
          </div>
        </div>
      )}
      <Section title={texts.checkTitle} {...(nothing ? { about: texts.clean } : {})}>
        {refused && (
          <div role="status" className="import-warn">
            <IconAlertTriangle size={18} stroke={1.8} aria-hidden="true" />
            {texts.badRows}
          </div>
        )}
        <BigCounts batch={batch} future />
        {may ? (
          <Group gap="xs">
            <Button
              loading={apply.isPending}
              disabled={refused || (risky && !accepted)}
              {...(risky && !accepted ? { title: words.acceptFirst } : {})}
              onClick={() => apply.mutate(accepted)}
            >
              {words.apply}
            </Button>
            <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
              {words.cancel}
            </Button>
            {batch.source === 'file' && batch.format !== 'json' && (
              <Button variant="subtle" loading={reopen.isPending} onClick={() => reopen.mutate()}>
                {texts.back}
              </Button>
            )}
            {skipped > 0 && (
              <Button
                variant="subtle"
                component="a"
                download
                href={`/api/v1/shop/imports/${id}/bad-rows.csv`}
              >
                {words.badRows}
              </Button>
            )}
          </Group>
        ) : (
          <p className="import-soft">{texts.readOnly}</p>
        )}
      </Section>
      <Samples batch={batch} />
      <Section title={words.facts}>
        <BatchFacts batch={batch} />
      </Section>
    </div>
  );
};

/** Whether rows are bad and none may be skipped; rows that a later one overrides are skipped, but not bad. */
const useRefused = ({ id, skip_bad, skipped }: BatchPage): boolean => {
  const { data = 0 } = useQuery({
    queryKey: ['imports', 'errors', id],
    queryFn: async ({ signal }) => {
      const query = { level: 'error', size: 1 } as const;
      const path = { id };
      const call = api.GET('/api/v1/shop/imports/{id}/problems', { params: { path, query }, signal });
      return (await answer(call)).total;
    },
    enabled: !skip_bad && skipped > 0,
  });
  return !skip_bad && data > 0;
};
