import { Skeleton } from '@mantine/core';
import { useTexts } from '../../../locale/locale.tsx';
import { threadTexts } from './texts.ts';

const BUBBLES = [
  { width: '45%', own: false },
  { width: '60%', own: true },
  { width: '30%', own: false },
  { width: '55%', own: true },
];

/** The outline of a conversation while it loads. */
export const LogSkeleton = () => (
  <div className="conversations-log-skeleton" role="status" aria-label={useTexts(threadTexts).loadingLog}>
    {BUBBLES.map(({ width, own }) => (
      <Skeleton key={width} height={48} width={width} radius="lg" ml={own ? 'auto' : 0} mt="md" />
    ))}
  </div>
);
