import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconBan,
  IconCheck,
  IconClock,
  IconFileText,
  IconHandStop,
  IconLoader2,
} from '@tabler/icons-react';
import { useTexts } from '../../locale/locale.tsx';
import type { Batch } from './queries.ts';
import { importTexts } from './texts.ts';

const ICONS = {
  draft: IconFileText,
  queued: IconClock,
  running: IconLoader2,
  ready: IconHandStop,
  done: IconCheck,
  failed: IconAlertTriangle,
  cancelled: IconBan,
  undone: IconArrowBackUp,
} as const;

/** The state of an import in a word, a colour and a picture. */
export const StatusBadge = ({ status }: Pick<Batch, 'status'>) => {
  const texts = useTexts(importTexts);
  const Icon = ICONS[status];
  return (
    <span className="import-status" data-status={status} title={texts.meanings[status]}>
      <Icon size={14} stroke={2} aria-hidden="true" />
      {texts.statuses[status]}
    </span>
  );
};
