import type { InputFile } from 'grammy';
import type { OutgoingMessage, Sent } from '#modules/conversations/index.ts';
import type { Client } from './client.ts';
import { type Failure, failureOf } from './errors.ts';
import { type buttonsOf, keyboardOf } from './markup.ts';
import type { Pictures } from './pictures.ts';
import { photoRef, type Shown } from './shown.ts';

/** How one attempt ended. */
type Attempt = { readonly ref: string; readonly fileId: string | undefined } | Failure;

/**
 * Sends pictures with their captions: a text can be rewritten into one, and one into another. Undefined when
 * the picture cannot be shown; nothing was sent then.
 */
export const createPhotoSender = ({
  api,
  uploads,
  pictures,
  judge,
}: {
  api: Client['api'];
  uploads: Client['uploads'];
  pictures: Pictures;
  judge: { sent(ref: string): Sent; failed(failure: Failure, address: string): Sent };
}) => {
  const send = async (
    message: OutgoingMessage,
    pictureId: string,
    { target, buttons }: { target: Shown | undefined; buttons: ReturnType<typeof buttonsOf> },
  ): Promise<Sent | undefined> => {
    const media = await pictures.mediaOf(pictureId);
    if (media === undefined) return undefined;
    const attempt = await put(message, media, target, buttons);
    if ('ref' in attempt) {
      pictures.remember(pictureId, attempt.fileId);
      return judge.sent(attempt.ref);
    }
    // Refused for the picture's sake or for another reason: the text alone finds out.
    if (attempt.kind !== 'refused') return judge.failed(attempt, message.address);
    pictures.forget(pictureId);
    return typeof media === 'string' ? send(message, pictureId, { target, buttons }) : undefined;
  };

  /** Rewrites the target where it can be, else sends a new message. */
  const put = async (
    message: OutgoingMessage,
    media: string | InputFile,
    target: Shown | undefined,
    buttons: ReturnType<typeof buttonsOf>,
  ): Promise<Attempt> => {
    const edited = target && (await edit(message, media, target, buttons));
    return edited && !('kind' in edited && edited.kind === 'uneditable')
      ? edited
      : sendNew(message, media, buttons);
  };

  const edit = async (
    { address, text }: OutgoingMessage,
    media: string | InputFile,
    { messageId }: Shown,
    buttons: ReturnType<typeof buttonsOf>,
  ): Promise<Attempt> => {
    try {
      const edited = await apiFor(media).editMessageMedia({
        chat_id: Number(address),
        message_id: messageId,
        media: { type: 'photo', media, caption: text },
        ...(buttons ? { reply_markup: buttons } : {}),
      });
      const photo = edited === true ? undefined : edited.photo;
      return { ref: photoRef(messageId), fileId: photo?.at(-1)?.file_id };
    } catch (error) {
      const failure = failureOf(error);
      const fileId = typeof media === 'string' ? media : undefined;
      return failure.kind === 'unchanged' ? { ref: photoRef(messageId), fileId } : failure;
    }
  };

  const sendNew = async (
    message: OutgoingMessage,
    media: string | InputFile,
    buttons: ReturnType<typeof buttonsOf>,
  ): Promise<Attempt> => {
    const markup = buttons ?? keyboardOf(message);
    try {
      const { message_id, photo } = await apiFor(media).sendPhoto({
        chat_id: Number(message.address),
        photo: media,
        caption: message.text,
        ...(markup ? { reply_markup: markup } : {}),
      });
      return { ref: photoRef(message_id), fileId: photo.at(-1)?.file_id };
    } catch (error) {
      return failureOf(error);
    }
  };

  const apiFor = (media: string | InputFile): Client['api'] => (typeof media === 'string' ? api : uploads);

  return send;
};
