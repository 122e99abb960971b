import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../../api/client.ts';
import { useTexts } from '../../../locale/locale.tsx';
import { DataTable } from '../../../parts/list/data-table.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { Differences, differencesOf } from '../differences.tsx';
import { ProductName } from '../product-name.tsx';
import { Section } from '../section.tsx';
import { importTexts } from '../texts.ts';
import { Choice } from './choice.tsx';
import { Turns } from './turns.tsx';

const SIZE = 25;
const KINDS = ['inserted', 'updated', 'hidden'] as const;

/** What an import did to goods, field by field, page by page. */
export const ChangesTable = ({ id }: { readonly id: number }) => {
  const texts = useTexts(importTexts);
  const [kind, setKind] = useState<(typeof KINDS)[number]>();
  const [page, setPage] = useState(1);
  const query = useQuery({
    queryKey: ['imports', 'changes', id, kind, page],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/v1/shop/imports/{id}/changes', {
          params: { path: { id }, query: { page, size: SIZE, ...(kind ? { kind } : {}) } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
  return (
    <Section title={texts.changes}>
      <Choice
        label={texts.kind}
        value={kind}
        options={KINDS.map((value) => ({ value, label: texts.kinds[value] }))}
        onChange={(next) => {
          setKind(next);
          setPage(1);
        }}
      />
      <Loaded query={query}>
        {({ items, total }) =>
          total === 0 ? (
            <p className="import-soft">{texts.noChangesText}</p>
          ) : (
            <>
              <DataTable
                label={texts.changes}
                items={items}
                rowKey={({ product_id }) => String(product_id)}
                columns={[
                  {
                    key: 'product',
                    title: texts.product,
                    card: 'title',
                    width: '40%',
                    cell: (change) => <ProductName {...change} />,
                  },
                  {
                    key: 'kind',
                    title: texts.kind,
                    width: '8rem',
                    cell: (change) => (
                      <span className="import-kind" data-kind={change.kind}>
                        {texts.kinds[change.kind]}
                      </span>
                    ),
                  },
                  {
                    key: 'difference',
                    title: texts.difference,
                    card: 'plain',
                    cell: ({ kind: what, before, after }) =>
                      what === 'hidden' ? null : <Differences differences={differencesOf(before, after)} />,
                  },
                ]}
              />
              <Turns of={texts.changes} page={page} size={SIZE} total={total} onTurn={setPage} />
            </>
          )
        }
      </Loaded>
    </Section>
  );
};
