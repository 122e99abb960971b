import { useEffect, useRef, useState } from 'react';
import type { ChatFile } from '../contract.ts';
import { sizeOf } from '../when.ts';
import { useChat } from './chat-context.ts';
import { Icon } from './icons.tsx';
import { ImageViewer } from './image-viewer.tsx';

interface AttachmentProps {
  readonly file: Omit<ChatFile, 'id'>;
  /** Under which the bytes are known: the id of the file, or of the message that is not sent yet. */
  readonly urlKey: string;
}

/** Kinds every browser draws and none can run. */
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

/** A picture, or a file to save. Files are never opened as pages of this site: they may hold scripts. */
export const Attachment = (props: AttachmentProps) =>
  PICTURES.has(props.file.mime) ? <Picture {...props} /> : <SavedFile {...props} />;

const Picture = ({ file, urlKey }: AttachmentProps) => {
  const { conversation, texts } = useChat();
  const [url, setUrl] = useState(() => conversation.files.known(urlKey));
  const [failed, setFailed] = useState(false);
  const [open, setOpen] = useState(false);
  const frame = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (url !== undefined || failed || !frame.current) return;
    const observer = new IntersectionObserver(
      (seen) => {
        if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        conversation.files.load(urlKey).then(setUrl, () => setFailed(true));
      },
      { rootMargin: '200px' },
    );
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, [conversation, urlKey, url, failed]);

  return (
    <>
      <button
        ref={frame}
        type="button"
        className="picture"
        aria-label={failed ? `${texts.fileFailed}: ${file.name}. ${texts.retry}` : texts.openImage(file.name)}
        onClick={() => (failed ? setFailed(false) : setOpen(url !== undefined))}
      >
        {url !== undefined && <img src={url} alt="" decoding="async" />}
        {failed && (
          <span className="picture-failed">
            <Icon name="alert" />
            {texts.fileFailed}
          </span>
        )}
      </button>
      {open && url !== undefined && <ImageViewer url={url} name={file.name} onClose={() => setOpen(false)} />}
    </>
  );
};

const SavedFile = ({ file, urlKey }: AttachmentProps) => {
  const { conversation, locale, texts } = useChat();
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle');
  const size = file.size === null ? '' : sizeOf(locale, texts, file.size);
  const save = async (): Promise<void> => {
    setState('busy');
    try {
      const link = document.createElement('a');
      link.href = await conversation.files.load(urlKey);
      link.download = file.name;
      link.click();
      setState('idle');
    } catch {
      setState('failed');
    }
  };
  return (
    <button
      type="button"
      className="file"
      aria-label={texts.download(file.name)}
      aria-busy={state === 'busy'}
      onClick={() => state !== 'busy' && void save()}
    >
      <span className="file-mark">
        <Icon name={state === 'failed' ? 'alert' : 'file'} />
      </span>
      <span className="file-words">
        <span className="file-name" dir="auto">
          {file.name}
        </span>
        <span className="file-size" role="status">
          {state === 'failed' ? texts.fileFailed : size}
        </span>
      </span>
    </button>
  );
};
