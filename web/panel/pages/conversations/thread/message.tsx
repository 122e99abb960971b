import {
  IconFile,
  IconHandClick,
  IconLock,
  IconMapPin,
  IconTrash,
  IconUserSquare,
} from '@tabler/icons-react';
import { memo } from 'react';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import type { Unsent } from '../composer/unsent.ts';
import type { Message as Said } from '../schema.ts';
import { conversationTexts } from '../texts.ts';
import { momentOf, timeOf } from '../when.ts';
import { Attachment } from './attachment.tsx';
import { DeliveryMark, UnsentMark } from './delivery-mark.tsx';
import { useLog } from './log-context.ts';
import { MessageText } from './message-text.tsx';
import { Photo } from './photo.tsx';
import { ShownButtons } from './shown-buttons.tsx';
import { threadTexts } from './texts.ts';
import type { Entry } from './timeline.ts';

interface MessageProps {
  readonly entry: Entry;
  readonly speaker: string;
  /** The last of its group: it carries the time. */
  readonly last: boolean;
  /** A search or a link led here. */
  readonly sought: boolean;
}

/** One bubble with all that belongs to it. */
const Message = ({ entry, speaker, last, sought }: MessageProps) => {
  const texts = useTexts(threadTexts);
  const locale = useLocale();
  const { presses } = useLog();
  const { message, unsent } = entry;
  const time = timeOf(locale, entry.at);
  const failed = message !== null && ['failed', 'unknown'].includes(message.delivery ?? '');
  const tells = last || failed || message?.edited || unsent?.state === 'failed';
  return (
    <article
      className="conversations-message"
      data-position={message?.position}
      data-sought={sought || undefined}
      data-failed={failed || unsent?.state === 'failed' || undefined}
      aria-label={`${speaker}, ${time}`}
      tabIndex={-1}
    >
      {message ? <Content message={message} /> : <UnsentContent unsent={unsent} />}
      {message?.buttons && <ShownButtons rows={message.buttons} pressed={presses.get(message.id)} />}
      {tells && (
        <p className="conversations-meta">
          {message?.edited && <span>{texts.edited}</span>}
          <time dateTime={entry.at} title={momentOf(locale, entry.at)}>
            {time}
          </time>
          {message?.delivery && <DeliveryMark delivery={message.delivery} error={message.error} />}
          {unsent && <UnsentMark unsent={unsent} />}
        </p>
      )}
    </article>
  );
};

const UnsentContent = ({ unsent: { text, file } }: { readonly unsent: Unsent }) =>
  file ? (
    <span className="conversations-file">
      <IconFile size={22} stroke={1.6} aria-hidden="true" />
      <span className="conversations-file-words">
        <span dir="auto">{file.name}</span>
      </span>
    </span>
  ) : (
    <MessageText text={text} />
  );

/** Entries are made anew with every change of the list; what they hold is not. */
export const SteadyMessage = memo(
  Message,
  (a, b) =>
    a.entry.message === b.entry.message &&
    a.entry.unsent === b.entry.unsent &&
    a.last === b.last &&
    a.sought === b.sought &&
    a.speaker === b.speaker,
);

const Content = ({ message }: { readonly message: Said }) => {
  const texts = useTexts(threadTexts);
  const common = useTexts(conversationTexts);
  const { kind, text, files, photo, hidden, erased } = message;
  if (hidden)
    return (
      <p className="conversations-bubble conversations-secret">
        <IconLock size={16} stroke={1.8} aria-hidden="true" />
        <span aria-hidden="true">••••••</span> {common.secret}
      </p>
    );
  if (erased)
    return (
      <p className="conversations-bubble conversations-secret">
        <IconTrash size={16} stroke={1.8} aria-hidden="true" />
        {common.erased}
      </p>
    );
  switch (kind) {
    case 'choice':
      return (
        <p className="conversations-bubble conversations-press">
          <span className="conversations-kind">
            <IconHandClick size={14} stroke={1.8} aria-hidden="true" />
            {texts.pressed}
          </span>
          {text}
        </p>
      );
    case 'contact':
      return (
        <p className="conversations-bubble">
          <span className="conversations-kind">
            <IconUserSquare size={14} stroke={1.8} aria-hidden="true" />
            {texts.contact}
          </span>
          {text}
        </p>
      );
    case 'place':
      return (
        <p className="conversations-bubble">
          <span className="conversations-kind">
            <IconMapPin size={14} stroke={1.8} aria-hidden="true" />
            {texts.place}
          </span>
          <PlaceLink text={text} />
        </p>
      );
    case 'other':
      return <p className="conversations-bubble conversations-other">{`${texts.other} (${text})`}</p>;
    default:
      return (
        <>
          {files.map((file) => (
            <Attachment key={file.id} file={file} />
          ))}
          {photo && <Photo key={photo.url} photo={photo} />}
          {text !== '' && <MessageText text={text} />}
        </>
      );
  }
};

const PlaceLink = ({ text }: { readonly text: string }) => {
  const texts = useTexts(threadTexts);
  const [, latitude, longitude] = /^(-?[\d.]+), (-?[\d.]+)$/.exec(text) ?? [];
  if (latitude === undefined || longitude === undefined) return text;
  const map = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
  return (
    <>
      {text}{' '}
      <a href={map} target="_blank" rel="noopener noreferrer nofollow">
        {texts.openMap}
      </a>
    </>
  );
};
