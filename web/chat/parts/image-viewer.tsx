import { useEffect, useRef } from 'react';
import { useChat } from './chat-context.ts';
import { Icon } from './icons.tsx';

/** A picture over the whole chat; Esc, the cross or a press beside it closes. */
export const ImageViewer = ({
  url,
  name,
  onClose,
}: {
  readonly url: string;
  readonly name: string;
  readonly onClose: () => void;
}) => {
  const { texts } = useChat();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const close = (): void => dialog.current?.close();
  return (
    <dialog ref={dialog} className="viewer" aria-label={name} onClose={onClose} closedby="any">
      <img src={url} alt={name} />
      <div className="viewer-tools">
        <a className="icon-button" href={url} download={name} aria-label={`${texts.save}: ${name}`}>
          <Icon name="download" />
        </a>
        <button type="button" className="icon-button" aria-label={texts.closeImage} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
    </dialog>
  );
};
