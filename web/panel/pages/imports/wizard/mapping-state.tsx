import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useTexts } from '../../../locale/locale.tsx';
import type { Table } from '../queries.ts';
import { lackingOf } from './mapping.ts';
import { wizardTexts } from './texts.ts';

/** Whether the columns are there without which goods cannot be loaded. */
export const MappingState = ({ mapping }: Pick<Table, 'mapping'>) => {
  const texts = useTexts(wizardTexts);
  const missing = lackingOf(mapping).map((field) => texts.lacks[field]);
  if (missing.length === 0)
    return (
      <p role="status" className="import-good">
        <IconCheck size={18} stroke={2} aria-hidden="true" />
        {texts.ready}
      </p>
    );
  return (
    <div role="status" className="import-warn">
      <IconAlertTriangle size={18} stroke={1.8} aria-hidden="true" />
      <div className="import-stack">
        {missing.map((words) => (
          <span key={words}>{words}</span>
        ))}
      </div>
    </div>
  );
};
