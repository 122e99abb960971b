import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../../../locale/locale.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import type { Message } from '../schema.ts';
import { threadTexts } from './texts.ts';

/** The picture that the office showed with its words; a press shows it large. */
export const Photo = ({ photo: { url, title } }: { readonly photo: NonNullable<Message['photo']> }) => {
  const texts = useTexts(threadTexts);
  const [open, setOpen] = useState(false);
  const [broken, setBroken] = useState(false);
  if (broken)
    return (
      <span className="conversations-file">
        <IconPhotoOff size={22} stroke={1.6} aria-hidden="true" />
        <span className="conversations-file-words">
          <span>{texts.image(title)}</span>
          <small>{texts.fileFailed}</small>
        </span>
      </span>
    );
  return (
    <>
      <button
        type="button"
        className="conversations-thumb conversations-photo"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <img src={url} alt={title} loading="lazy" decoding="async" onError={() => setBroken(true)} />
      </button>
      {open && (
        <Dialog title={title} className="conversations-viewer" onClose={() => setOpen(false)}>
          <img src={url} alt={title} />
        </Dialog>
      )}
    </>
  );
};
