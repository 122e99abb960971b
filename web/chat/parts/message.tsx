import { contentOf, type Entry } from '../timeline.ts';
import { timeOf } from '../when.ts';
import { Attachment } from './attachment.tsx';
import { useChat } from './chat-context.ts';
import { MessageButtons } from './message-buttons.tsx';
import { MessageStatus } from './message-status.tsx';
import { MessageText } from './message-text.tsx';
import { Photo } from './photo.tsx';

interface MessageProps {
  readonly entry: Entry;
  readonly author: string | null;
  /** The last of its group: it carries the time. */
  readonly last: boolean;
  readonly fresh: boolean;
}

/** One bubble with its files, its buttons and its state. */
export const Message = ({ entry, author, last, fresh }: MessageProps) => {
  const { locale, texts } = useChat();
  const { message, unsent } = entry;
  const { text, files } = contentOf(entry);
  const own = message?.from !== 'office';
  const time = timeOf(locale, entry.at);
  return (
    <article
      className="message"
      data-fresh={fresh}
      data-failed={unsent?.state === 'failed'}
      aria-label={`${own ? texts.you : (author ?? texts.office)}, ${time}`}
      tabIndex={-1}
    >
      {files.map((file) => (
        <Attachment key={file.id ?? entry.id} file={file} urlKey={file.id ?? entry.id} />
      ))}
      {message?.photo && <Photo key={message.photo.url} photo={message.photo} />}
      {text !== '' && <MessageText text={text} />}
      {message?.buttons && (
        // Buttons in another shape are made anew: whoever had the focus on one finds it on the message.
        <MessageButtons
          key={message.buttons.map((row) => row.length).join()}
          messageId={message.id}
          rows={message.buttons}
        />
      )}
      {(last || unsent || message?.edited) && (
        <p className="meta">
          {message?.edited && <span>{texts.edited}</span>}
          <time dateTime={entry.at}>{time}</time>
          {own && <MessageStatus unsent={unsent} />}
        </p>
      )}
    </article>
  );
};
