import { Skeleton } from '@mantine/core';
import { useTexts } from '../../locale/locale.tsx';
import { partTexts } from '../../parts/texts.ts';

/** Where the readers will stand. */
export const Outline = () => (
  <div className="assistant-chain" role="status" aria-label={useTexts(partTexts).loading}>
    <Skeleton height="15rem" radius="lg" />
    <Skeleton height="15rem" radius="lg" />
    <Skeleton height="15rem" radius="lg" />
  </div>
);
