import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTexts } from '../../locale/locale.tsx';
import { uploadTexts } from './texts.ts';
import type { Upload } from './use-uploads.ts';
import './uploads.css';

/** The files that will go with the answer; each can be taken back. */
export const UploadList = ({
  uploads,
  onRemove,
}: {
  readonly uploads: readonly Upload[];
  readonly onRemove: (key: number) => void;
}) => {
  const texts = useTexts(uploadTexts);
  if (uploads.length === 0) return null;
  return (
    <ul className="uploads" aria-label={texts.files}>
      {uploads.map(({ key, name, id }) => (
        <li key={key} data-busy={id === undefined || undefined}>
          <span dir="auto">{id === undefined ? texts.uploading(name) : name}</span>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={texts.removeFile(name)}
            onClick={() => onRemove(key)}
          >
            <IconX size={16} />
          </ActionIcon>
        </li>
      ))}
    </ul>
  );
};
