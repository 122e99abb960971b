import { NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTexts } from '../../../locale/locale.tsx';
import type { Table } from '../queries.ts';
import { Section } from '../section.tsx';
import type { Decision } from './columns-step.tsx';
import { wizardTexts } from './texts.ts';

const CHARSETS = ['utf-8', 'windows-1251', 'utf-16le', 'utf-16be', 'ibm866', 'koi8-r'] as const;
const SEPARATORS = [';', ',', '\t', '|'] as const;

interface ReadingFieldsProps {
  readonly table: Table;
  readonly busy: boolean;
  readonly onDecide: (decision: Decision) => void;
}

/** How the file is read; whatever changes, it is read anew at once. */
export const ReadingFields = ({ table, busy, onDecide }: ReadingFieldsProps) => {
  const texts = useTexts(wizardTexts);
  const { charset, separator, sheet, sheets = [] } = table;
  return (
    <Section title={texts.reading}>
      <div className="import-reading">
        {charset !== null && (
          <NativeSelect
            label={texts.charset}
            value={charset}
            data={[...CHARSETS]}
            disabled={busy}
            onChange={({ currentTarget: { value } }) =>
              onDecide({ charset: value as (typeof CHARSETS)[number] })
            }
          />
        )}
        {separator !== null && (
          <NativeSelect
            label={texts.separator}
            value={separator}
            data={SEPARATORS.map((value) => ({ value, label: texts.separators[value] }))}
            disabled={busy}
            onChange={({ currentTarget: { value } }) =>
              onDecide({ separator: value as (typeof SEPARATORS)[number] })
            }
          />
        )}
        {sheets.length > 1 && (
          <NativeSelect
            label={texts.sheet}
            value={sheet ?? sheets[0] ?? ''}
            data={[...sheets]}
            disabled={busy}
            onChange={({ currentTarget: { value } }) => onDecide({ sheet: value })}
          />
        )}
        <HeaderRow row={table.header_row} onRow={(row) => onDecide({ header_row: row })} />
      </div>
    </Section>
  );
};

/** The row of the names; decided when the field is left or Enter is pressed. */
const HeaderRow = ({ row, onRow }: { readonly row: number; readonly onRow: (row: number) => void }) => {
  const texts = useTexts(wizardTexts);
  const [typed, setTyped] = useState(String(row));
  useEffect(() => setTyped(String(row)), [row]);
  const decide = (): void => {
    const wanted = Number(typed);
    if (typed.trim() !== '' && Number.isInteger(wanted) && wanted >= 0 && wanted <= 1_000) {
      if (wanted !== row) onRow(wanted);
    } else setTyped(String(row));
  };
  return (
    <TextInput
      label={texts.headerRow}
      placeholder={texts.headerRowHint}
      title={texts.headerRowHint}
      inputMode="numeric"
      maxLength={4}
      value={typed}
      onChange={({ currentTarget: { value } }) => setTyped(value)}
      onBlur={decide}
      onKeyDown={({ key }) => {
        if (key === 'Enter') decide();
      }}
    />
  );
};
