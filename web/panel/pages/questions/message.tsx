import { IconFile, IconFileOff } from '@tabler/icons-react';
import { linkify } from '../../../chat/linkify.ts';
import { useLocale, useTexts } from '../../locale/locale.tsx';
import { DateTime } from '../../parts/time.tsx';
import { type Attached, fileAddress, type Message } from './queries.ts';
import { questionTexts } from './texts.ts';

/** Kinds every browser draws and none can run. */
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

/** Something that was said in a question: by whom, when, with what attached. */
export const MessageItem = ({
  questionId,
  message: { by_office: byOffice, author, text, files, at },
}: {
  readonly questionId: string;
  readonly message: Message;
}) => {
  const texts = useTexts(questionTexts);
  return (
    <article className="questions-message" data-office={byOffice || undefined}>
      <p className="questions-message-head">
        <b dir="auto">{author || texts.guest}</b> <DateTime at={at} />
      </p>
      {text !== '' && <Words text={text} />}
      {text === '' && files.length === 0 && <p className="questions-erased">{texts.erased}</p>}
      {files.map((file) => (
        <Attachment key={file.id} questionId={questionId} file={file} />
      ))}
    </article>
  );
};

/** Line breaks kept, addresses followed safely. */
const Words = ({ text }: { readonly text: string }) => {
  let offset = 0;
  return (
    <p className="questions-bubble" dir="auto">
      {linkify(text).map((piece) => {
        const key = offset;
        offset += piece.text.length;
        if (piece.href === null) return piece.text;
        return (
          <a key={key} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
            {piece.text}
          </a>
        );
      })}
    </p>
  );
};

/** A picture to look at, or a file to save; it is never opened here: it may hold scripts. */
const Attachment = ({ questionId, file }: { readonly questionId: string; readonly file: Attached }) => {
  const texts = useTexts(questionTexts);
  const locale = useLocale();
  const { id, name, mime, size, stored } = file;
  const bytes = size === null ? '' : sizeOf(locale, texts.sizes, size);
  if (!stored)
    return (
      <span className="questions-file">
        <IconFileOff size={22} stroke={1.6} aria-hidden="true" />
        <span>
          {name} <small>{texts.gone}</small>
        </span>
      </span>
    );
  if (PICTURES.has(mime))
    return (
      <a
        className="questions-picture"
        href={fileAddress(questionId, id, true)}
        target="_blank"
        rel="noopener"
        aria-label={texts.picture(name)}
      >
        <img src={fileAddress(questionId, id, true)} alt="" loading="lazy" decoding="async" />
      </a>
    );
  return (
    <a
      className="questions-file"
      href={fileAddress(questionId, id)}
      download={name}
      aria-label={texts.download(name, bytes)}
    >
      <IconFile size={22} stroke={1.6} aria-hidden="true" />
      <span>
        <span dir="auto">{name}</span> <small>{bytes}</small>
      </span>
    </a>
  );
};

/** Bytes for people, in powers of 1024. */
const sizeOf = (locale: string, sizes: readonly string[], bytes: number): string => {
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), sizes.length - 1);
  const value = bytes / 1024 ** power;
  const figures = new Intl.NumberFormat(locale, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
  return `${figures}\u00a0${sizes[power]}`;
};
