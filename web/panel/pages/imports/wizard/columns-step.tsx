import { Button, Group, Switch } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api, type Paths } from '../../../api/client.ts';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { useChange } from '../../../parts/change.ts';
import { Loaded } from '../../../parts/loaded.tsx';
import { type BatchPage, tableQuery } from '../queries.ts';
import { Section } from '../section.tsx';
import { importTexts } from '../texts.ts';
import { useBatchWork } from '../use-batch-work.ts';
import { ColumnCards } from './column-cards.tsx';
import { lackingOf } from './mapping.ts';
import { MappingState } from './mapping-state.tsx';
import { ReadingFields } from './reading-fields.tsx';
import { wizardTexts } from './texts.ts';
import '@mantine/core/styles/Switch.layer.css';

/** What a person decides about a file. */
export type Decision = NonNullable<
  Paths['/api/v1/shop/imports/{id}/table']['put']['requestBody']
>['content']['application/json'];

/** The second step: how the file is read, what its columns are, and how it counts. */
export const ColumnsStep = ({ batch }: { readonly batch: BatchPage }) => {
  const { id } = batch;
  const texts = useTexts(wizardTexts);
  const words = useTexts(importTexts);
  const number = new Intl.NumberFormat(useLocale());
  const queries = useQueryClient();
  const { preview, cancel } = useBatchWork(id);
  const [modes, setModes] = useState({ full: batch.full_load, skip: batch.skip_bad });
  const query = useQuery(tableQuery(id));
  const change = useChange({
    run: (body: Decision) =>
      answer(api.PUT('/api/v1/shop/imports/{id}/table', { params: { path: { id } }, body })),
    touches: [['imports', 'one', id]],
    explain: ({ code }) => (code === 'invalid' ? texts.saveFailed : undefined),
    onDone: (table) => queries.setQueryData(tableQuery(id).queryKey, table),
  });
  const decide = (body: Decision) => change.mutate(body);

  return (
    <Loaded query={query}>
      {({ table }) => (
        <div className="import-page" aria-busy={change.isPending}>
          {table ? (
            <>
              <ReadingFields table={table} busy={change.isPending} onDecide={decide} />
              <Section
                title={texts.columns}
                about={`${texts.columnsAbout} ${texts.found(number.format(table.rows_estimate))}`}
              >
                <MappingState mapping={table.mapping} />
                <ColumnCards table={table} onDecide={decide} />
              </Section>
            </>
          ) : (
            <p>{texts.json}</p>
          )}
          <Section title={words.mode}>
            <Switch
              label={texts.full}
              description={texts.fullHint}
              checked={modes.full}
              onChange={({ currentTarget: { checked } }) => {
                setModes({ ...modes, full: checked });
                decide({ full_load: checked });
              }}
            />
            <Switch
              label={texts.skipBad}
              description={texts.skipBadHint}
              checked={modes.skip}
              onChange={({ currentTarget: { checked } }) => {
                setModes({ ...modes, skip: checked });
                decide({ skip_bad: checked });
              }}
            />
          </Section>
          <Group gap="xs">
            <Button
              loading={preview.isPending}
              disabled={change.isPending || (table !== null && lackingOf(table.mapping).length > 0)}
              onClick={() => preview.mutate()}
            >
              {texts.next}
            </Button>
            <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
              {words.cancel}
            </Button>
          </Group>
        </div>
      )}
    </Loaded>
  );
};
