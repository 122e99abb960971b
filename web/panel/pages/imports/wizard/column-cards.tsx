import { NativeSelect } from '@mantine/core';
import { useTexts } from '../../../locale/locale.tsx';
import { useFieldName } from '../field-name.tsx';
import type { Table } from '../queries.ts';
import type { Decision } from './columns-step.tsx';
import { withColumn } from './mapping.ts';
import { wizardTexts } from './texts.ts';

const FIELDS = [
  'sku',
  'title',
  'category',
  'category_2',
  'category_3',
  'price',
  'stock_qty',
  'unit',
  'description',
  'barcode',
  'pack_qty',
  'images',
  'guid',
  'title_lat',
  'category_lat',
  'deleted',
] as const;

interface ColumnCardsProps {
  readonly table: Table;
  readonly onDecide: (decision: Decision) => void;
}

/** Every column with what stands in it, and the choice of what it is. */
export const ColumnCards = ({ table: { columns, mapping }, onDecide }: ColumnCardsProps) => {
  const texts = useTexts(wizardTexts);
  const nameOf = useFieldName();
  return (
    <ul className="import-columns">
      {columns.map(({ index, name, sample }) => {
        const title = name || texts.nameless(index + 1);
        const field = Object.keys(mapping).find((one) => mapping[one] === index);
        const further = [`prices.${title}`.slice(0, 100), `stocks.${title}`.slice(0, 100)];
        const choices = [...new Set([...FIELDS, ...further, ...(field === undefined ? [] : [field])])];
        return (
          <li key={index} data-used={field !== undefined || undefined}>
            <div className="import-column-words">
              <b>{title}</b>
              <span className="import-samples">{sample.filter((one) => one !== '').join(' · ') || '—'}</span>
            </div>
            <NativeSelect
              aria-label={texts.column(title)}
              value={field ?? ''}
              data={[
                { value: '', label: texts.skip },
                ...choices.map((value) => ({ value, label: nameOf(value) })),
              ]}
              onChange={({ currentTarget: { value } }) => {
                onDecide({ mapping: withColumn(mapping, index, value || undefined) });
              }}
            />
          </li>
        );
      })}
    </ul>
  );
};
