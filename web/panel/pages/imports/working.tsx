import { Button, Progress } from '@mantine/core';
import { useLocale, useTexts } from '../../locale/locale.tsx';
import { useMay } from '../../session/session.ts';
import type { BatchPage } from './queries.ts';
import { importTexts } from './texts.ts';
import { useBatchWork } from './use-batch-work.ts';
import '@mantine/core/styles/Progress.layer.css';

const PHASES = ['reading', 'comparing', 'writing'] as const;
/** How much of the whole each phase is, roughly. */
const WEIGHTS = { reading: 40, comparing: 20, writing: 40 } as const;

/** An import at work: which phase, how far. */
export const Working = ({ batch }: { readonly batch: BatchPage }) => {
  const texts = useTexts(importTexts);
  const share = new Intl.NumberFormat(useLocale(), { style: 'percent' });
  const may = useMay('catalogue.import');
  const { cancel } = useBatchWork(batch.id);
  const { progress, status, task } = batch;
  const done = progress ? shareOf(progress) : 0;
  const phase = task === 'undo' ? texts.undoing : texts.phases[progress?.phase ?? 'waiting'];
  return (
    <div className="import-card import-working">
      <p role="status" className="import-phase">
        <b>{phase}</b>
        {progress && <span>{share.format(done / 100)}</span>}
      </p>
      <Progress value={progress ? done : 100} animated size="lg" aria-label={phase} />
      <p className="import-soft">{texts.canLeave}</p>
      {may && status === 'queued' && task !== 'undo' && (
        <div>
          <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {texts.cancel}
          </Button>
        </div>
      )}
    </div>
  );
};

const shareOf = ({ phase, share }: NonNullable<BatchPage['progress']>): number => {
  const before = PHASES.slice(0, PHASES.indexOf(phase)).reduce((sum, name) => sum + WEIGHTS[name], 0);
  return before + WEIGHTS[phase] * share;
};
