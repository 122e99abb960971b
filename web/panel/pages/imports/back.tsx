import { IconArrowLeft } from '@tabler/icons-react';
import { useTexts } from '../../locale/locale.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { importTexts } from './texts.ts';

/** The way back to the list. */
export const Back = () => (
  <PageLink to="imports" className="import-back">
    <IconArrowLeft size={16} stroke={1.8} aria-hidden="true" />
    {useTexts(importTexts).all}
  </PageLink>
);
