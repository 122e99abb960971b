import { useState } from 'react';
import type { ChatPhoto } from '../contract.ts';
import { useChat } from './chat-context.ts';
import { Icon } from './icons.tsx';
import { ImageViewer } from './image-viewer.tsx';

/** A picture of the office above its words; its room is there before it, and a press shows it large. */
export const Photo = ({ photo: { url, title } }: { readonly photo: ChatPhoto }) => {
  const { texts } = useChat();
  const [failed, setFailed] = useState(false);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="picture photo"
        aria-haspopup={failed ? undefined : 'dialog'}
        aria-label={failed ? `${texts.fileFailed}: ${title}. ${texts.retry}` : undefined}
        onClick={() => (failed ? setFailed(false) : setOpen(true))}
      >
        {failed ? (
          <span className="picture-failed">
            <Icon name="alert" />
            {texts.fileFailed}
          </span>
        ) : (
          <img src={url} alt={title} loading="lazy" decoding="async" onError={() => setFailed(true)} />
        )}
      </button>
      {open && <ImageViewer url={url} name={title} onClose={() => setOpen(false)} />}
    </>
  );
};
