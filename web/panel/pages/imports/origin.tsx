import { IconFileSpreadsheet, IconRefresh, IconTerminal2, IconWebhook } from '@tabler/icons-react';
import { useTexts } from '../../locale/locale.tsx';
import type { Batch } from './queries.ts';
import { importTexts } from './texts.ts';

const ICONS = {
  push: IconWebhook,
  pull: IconRefresh,
  file: IconFileSpreadsheet,
  shell: IconTerminal2,
} as const;

/** Where an import came from: the name of its file, or which way it came from 1C. */
export const Origin = ({ batch: { source, file_name } }: { readonly batch: Batch }) => {
  const texts = useTexts(importTexts);
  const Icon = ICONS[source];
  return (
    <span className="import-origin">
      <Icon size={18} stroke={1.6} aria-hidden="true" />
      <span className="import-origin-words">
        <span>{file_name ?? texts.sources[source]}</span>
        {file_name !== null && <span className="import-soft">{texts.sources[source]}</span>}
      </span>
    </span>
  );
};
