import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTexts } from '../locale/locale.tsx';
import { partTexts } from './texts.ts';

/** A small button that copies a text; says so on itself for a moment. */
export const CopyIcon = ({ text }: { readonly text: string }) => {
  const texts = useTexts(partTexts);
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={copied ? texts.copied : texts.copy}
          onClick={copy}
        >
          {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
        </ActionIcon>
      )}
    </CopyButton>
  );
};
