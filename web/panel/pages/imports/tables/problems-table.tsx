import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { problemTexts } from '#modules/catalogue/batches/texts.ts';
import { answer, api } from '../../../api/client.ts';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { DataTable } from '../../../parts/list/data-table.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { FieldName } from '../field-name.tsx';
import { Section } from '../section.tsx';
import { importTexts } from '../texts.ts';
import { Choice } from './choice.tsx';
import { Turns } from './turns.tsx';

const SIZE = 25;
const LEVELS = ['error', 'warning'] as const;

/** What is wrong with rows of an import, page by page; `expected`: how many were counted. */
export const ProblemsTable = ({ id, expected }: { readonly id: number; readonly expected: number }) => {
  const texts = useTexts(importTexts);
  const reasons = useTexts(problemTexts).reasons;
  const number = new Intl.NumberFormat(useLocale());
  const [level, setLevel] = useState<(typeof LEVELS)[number]>();
  const [page, setPage] = useState(1);
  const query = useQuery({
    queryKey: ['imports', 'problems', id, level, page],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/v1/shop/imports/{id}/problems', {
          params: { path: { id }, query: { page, size: SIZE, ...(level ? { level } : {}) } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
  return (
    <Section
      title={texts.problems}
      beside={
        <Button
          size="xs"
          variant="default"
          component="a"
          download
          href={`/api/v1/shop/imports/${id}/problems.csv`}
          leftSection={<IconDownload size={16} />}
        >
          {texts.problemsCsv}
        </Button>
      }
    >
      <Choice
        label={texts.level}
        value={level}
        options={LEVELS.map((value) => ({ value, label: texts.levels[value] }))}
        onChange={(next) => {
          setLevel(next);
          setPage(1);
        }}
      />
      <Loaded query={query}>
        {({ items, total }) =>
          total === 0 ? (
            <p className="import-soft">{texts.noProblems}</p>
          ) : (
            <>
              <DataTable
                label={texts.problems}
                items={items.map((item, at) => ({ ...item, key: `${item.index}.${at}` }))}
                rowKey={({ key }) => key}
                columns={[
                  {
                    key: 'line',
                    title: texts.line,
                    width: '5rem',
                    cell: ({ index }) => number.format(index),
                  },
                  {
                    key: 'what',
                    title: texts.what,
                    card: 'title',
                    cell: ({ reason, field, level: weight }) => (
                      <span className="import-problem" data-level={weight}>
                        {field !== null && (
                          <b>
                            <FieldName name={field} />:{' '}
                          </b>
                        )}
                        {reasons[reason]}
                      </span>
                    ),
                  },
                  { key: 'value', title: texts.value, width: '20%', cell: ({ value }) => value },
                  { key: 'sku', title: texts.sku, width: '14%', cell: ({ sku }) => sku },
                  {
                    key: 'level',
                    title: texts.level,
                    width: '10rem',
                    cell: ({ level: weight }) => texts.levels[weight],
                  },
                ]}
              />
              {level === undefined && total < expected && total >= 10_000 && (
                <p className="import-soft">{texts.firstProblems(number.format(total))}</p>
              )}
              <Turns of={texts.problems} page={page} size={SIZE} total={total} onTurn={setPage} />
            </>
          )
        }
      </Loaded>
    </Section>
  );
};
