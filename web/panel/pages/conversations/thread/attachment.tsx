import { IconDownload, IconFile, IconFileAlert, IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { fileAddress } from '../calls.ts';
import type { MessageFile } from '../schema.ts';
import { conversationTexts } from '../texts.ts';
import { sizeOf } from '../when.ts';
import { useLog } from './log-context.ts';
import { threadTexts } from './texts.ts';

/** Kinds every browser draws and none can run. */
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

/** A picture to look at, or a file to save. */
export const Attachment = ({ file }: { readonly file: MessageFile }) => {
  const { conversation } = useLog();
  return file.stored && PICTURES.has(file.mime) ? (
    <Picture conversationId={conversation.id} file={file} />
  ) : (
    <SavedFile conversationId={conversation.id} file={file} />
  );
};

interface FileProps {
  readonly conversationId: string;
  readonly file: MessageFile;
}

const Picture = ({ conversationId, file }: FileProps) => {
  const texts = useTexts(threadTexts);
  const [open, setOpen] = useState(false);
  const [broken, setBroken] = useState(false);
  const shown = fileAddress(conversationId, file.id, true);
  if (broken)
    return (
      <span className="conversations-file">
        <IconPhotoOff size={22} stroke={1.6} aria-hidden="true" />
        <span className="conversations-file-words">
          <span>{texts.image(file.name)}</span>
          <small>{texts.fileFailed}</small>
        </span>
      </span>
    );
  return (
    <>
      <button
        type="button"
        className="conversations-thumb"
        aria-label={texts.openImage(file.name)}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <img src={shown} alt="" loading="lazy" decoding="async" onError={() => setBroken(true)} />
      </button>
      {open && (
        <Dialog title={file.name} className="conversations-viewer" onClose={() => setOpen(false)}>
          <img src={shown} alt={texts.image(file.name)} />
          <a className="conversations-save" href={fileAddress(conversationId, file.id)} download={file.name}>
            <IconDownload size={18} stroke={1.8} aria-hidden="true" />
            {texts.save}
          </a>
        </Dialog>
      )}
    </>
  );
};

/** A file by its name and size; it is saved, never opened: it may hold scripts. */
export const SavedFile = ({ conversationId, file }: FileProps) => {
  const texts = useTexts(threadTexts);
  const common = useTexts(conversationTexts);
  const locale = useLocale();
  const size = file.size === null ? '' : sizeOf(locale, common, file.size);
  if (!file.stored)
    return (
      <span className="conversations-file">
        <IconFileAlert size={22} stroke={1.6} aria-hidden="true" />
        <span className="conversations-file-words">
          <span dir="auto">{file.name}</span>
          <small>{texts.fileComing}</small>
        </span>
      </span>
    );
  return (
    <a
      className="conversations-file"
      href={fileAddress(conversationId, file.id)}
      download={file.name}
      aria-label={`${texts.download(file.name)}${size === '' ? '' : `, ${size}`}`}
    >
      <IconFile size={22} stroke={1.6} aria-hidden="true" />
      <span className="conversations-file-words">
        <span dir="auto">{file.name}</span>
        <small>{size}</small>
      </span>
    </a>
  );
};
