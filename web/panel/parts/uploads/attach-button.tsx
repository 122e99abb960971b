import { ActionIcon } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { uploadTexts } from './texts.ts';

/** Opens the picker of files. */
export const AttachButton = ({ onPick }: { readonly onPick: (files: readonly File[]) => void }) => {
  const { attach } = useTexts(uploadTexts);
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={attach}
        onChange={({ target }) => {
          onPick([...(target.files ?? [])]);
          // The same file may be picked again.
          target.value = '';
        }}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={44}
        aria-label={attach}
        title={attach}
        onClick={() => picker.current?.click()}
      >
        <IconPaperclip size={22} stroke={1.7} />
      </ActionIcon>
    </>
  );
};
