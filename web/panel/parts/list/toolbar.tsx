import { Button, NativeSelect } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { useIsPhone } from '../media.ts';
import { partTexts } from '../texts.ts';
import type { Column, NamedSort } from './column.ts';
import type { ListDefinition, Words } from './define-list.ts';
import { WordsField } from './words-field.tsx';

/** One filter as it is shown: with `options` a choice, else a field of the kind that the definition says. */
export interface FilterField<Name extends string = string> {
  readonly name: Name;
  readonly label: string;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
}

interface ToolbarProps {
  readonly list: ListDefinition;
  readonly query: object & { readonly sort: string; readonly q?: string };
  readonly best: NamedSort | undefined;
  readonly columns: readonly Pick<Column<never>, 'key' | 'title' | 'sort'>[];
  readonly filters: readonly FilterField[];
  readonly searchable: boolean | string;
  readonly csv: string | undefined;
  readonly narrowed: boolean;
  readonly onAsk: (change: Words, options?: { replace?: boolean }) => void;
  readonly onClear: () => void;
}

/** Words, filters, order (on a phone, where there are no headers) and the way to take the table away. */
export const Toolbar = (props: ToolbarProps) => {
  const { query, best, columns, filters, searchable, csv, narrowed, onAsk, onClear } = props;
  const texts = useTexts(partTexts).list;
  const phone = useIsPhone();
  const [open, setOpen] = useState(false);
  const sorts = columns.flatMap(({ sort, title }) =>
    sort === undefined
      ? []
      : [
          { value: sort, label: sort === best?.sort ? best.title : `${title}: ${texts.ascending}` },
          { value: `-${sort}`, label: `${title}: ${texts.descending}` },
        ],
  );
  const folds = phone && (filters.length > 0 || sorts.length > 0);
  return (
    <search className="list-toolbar">
      {searchable !== false && (
        <WordsField
          value={query.q ?? ''}
          label={texts.search}
          hint={searchable === true ? texts.searchIn : searchable}
          onWords={(q) => onAsk({ q }, { replace: true })}
        />
      )}
      {folds && (
        <Button
          variant="default"
          leftSection={<IconAdjustmentsHorizontal size={18} />}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {texts.filters}
        </Button>
      )}
      {(!folds || open) && (
        <>
          {filters.map((filter) => (
            <Filter key={filter.name} filter={filter} {...props} />
          ))}
          {phone && sorts.length > 0 && (
            <NativeSelect
              aria-label={texts.sort}
              value={query.sort}
              data={sorts}
              onChange={(event) => onAsk({ sort: event.currentTarget.value }, { replace: true })}
            />
          )}
        </>
      )}
      {narrowed && (
        <Button variant="subtle" onClick={onClear}>
          {texts.clear}
        </Button>
      )}
      {csv !== undefined && (
        <Button
          className="list-csv"
          variant="default"
          component="a"
          href={csv}
          download
          leftSection={<IconDownload size={18} />}
        >
          {texts.csv}
        </Button>
      )}
    </search>
  );
};

const Filter = ({ filter, list, query, onAsk }: ToolbarProps & { readonly filter: FilterField }) => {
  const { name, label, options } = filter;
  const texts = useTexts(partTexts).list;
  const value = String((query as Words)[name] ?? '');
  if (options)
    return (
      <NativeSelect
        aria-label={label}
        value={value}
        data-narrowed={value !== '' || undefined}
        data={[{ value: '', label: `${label}: ${texts.all}` }, ...options]}
        onChange={(event) => onAsk({ [name]: event.currentTarget.value })}
      />
    );
  if (list.filters[name] === 'date')
    return (
      <label className="list-date" data-narrowed={value !== '' || undefined}>
        <span>{label}</span>
        <input
          type="date"
          value={value}
          onChange={(event) => onAsk({ [name]: event.currentTarget.value }, { replace: true })}
        />
      </label>
    );
  return (
    <WordsField
      value={value}
      label={label}
      hint={label}
      onWords={(words) => onAsk({ [name]: words }, { replace: true })}
    />
  );
};
