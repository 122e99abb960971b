import { backoff, type Clock } from '#kernel/time.ts';
import type { OutgoingMessage, Sent } from '#modules/conversations/index.ts';
import type { Client } from './client.ts';
import { type Failure, failureOf } from './errors.ts';
import { buttonsOf, keyboardOf } from './markup.ts';
import type { OpenContent, Pictures } from './pictures.ts';
import { createFileSender } from './send-file.ts';
import { createPhotoSender } from './send-photo.ts';
import { type Shown, shownOf } from './shown.ts';

/** Milliseconds between attempts while the token is refused. */
const UNAUTHORIZED_MS = 300_000;
/** An outage that is older than this concerns every chat. */
const OUTAGE_MS = 5_000;
const LONGEST_WAIT_MS = 60_000;

/**
 * Sends and edits messages: plain text without link previews, since names and titles are hostile input. A
 * message with a picture gives way to a new one when it shall become a text: Telegram cannot rewrite it so.
 */
export const createSender = ({
  api,
  uploads,
  pictures,
  openFile,
  clock,
}: Pick<Client, 'api' | 'uploads'> & {
  /** Absent: messages go without their pictures. */
  pictures: Pictures | undefined;
  /** Absent: the text that stands for a file is sent. */
  openFile: OpenContent | undefined;
  clock: Clock;
}) => {
  const judge = createJudge(clock);
  const sendPhoto = pictures && createPhotoSender({ api, uploads, pictures, judge });

  const sendFile = openFile && createFileSender({ uploads, open: openFile, judge });

  const send = async (message: OutgoingMessage): Promise<Sent> => {
    const { photo, file, editsRef, keyboard } = message;
    const filed = file && (await sendFile?.(message, file));
    if (filed) return filed;
    const buttons = buttonsOf(message);
    const target = editsRef !== undefined && keyboard === undefined ? shownOf(editsRef) : undefined;
    const pictured = photo && (await sendPhoto?.(message, photo.id, { target, buttons }));
    if (pictured) return pictured;
    if (!target) return sendText(message, buttons);
    if (!target.photo) {
      const edited = await edit(message, target, buttons);
      if (edited === 'uneditable') return sendText(message, buttons);
      if (edited !== 'textless') return edited;
    }
    return (await remove(message, target)) ?? sendText(message, buttons, { silent: true });
  };

  /** `silent`: it takes the place of another message and is no news. */
  const sendText = async (
    message: OutgoingMessage,
    buttons: ReturnType<typeof buttonsOf>,
    { silent = false } = {},
  ): Promise<Sent> => {
    const { address, text } = message;
    const markup = buttons ?? keyboardOf(message);
    try {
      const { message_id } = await api.sendMessage({
        chat_id: Number(address),
        text,
        link_preview_options: NO_PREVIEW,
        ...(silent ? { disable_notification: true } : {}),
        ...(markup ? { reply_markup: markup } : {}),
      });
      return judge.sent(String(message_id));
    } catch (error) {
      return judge.failed(failureOf(error), address);
    }
  };

  /** Rewrites a text in place, where that one can be rewritten. */
  const edit = async (
    { address, text }: OutgoingMessage,
    { messageId }: Shown,
    buttons: ReturnType<typeof buttonsOf>,
  ): Promise<Sent | 'uneditable' | 'textless'> => {
    try {
      await api.editMessageText({
        chat_id: Number(address),
        message_id: messageId,
        text,
        link_preview_options: NO_PREVIEW,
        ...(buttons ? { reply_markup: buttons } : {}),
      });
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === 'uneditable' || failure.kind === 'textless') return failure.kind;
      if (failure.kind !== 'unchanged') return judge.failed(failure, address);
    }
    return judge.sent(String(messageId));
  };

  /**
   * Takes a message away before another takes its place: whoever dies in between finds it gone and sends the
   * other, so nothing comes twice. Answers only when that must be tried again, with nothing sent.
   */
  const remove = async ({ address }: OutgoingMessage, { messageId }: Shown): Promise<Sent | undefined> => {
    const place = { chat_id: Number(address), message_id: messageId };
    try {
      await api.deleteMessage(place);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === 'doubtful' || failure.kind === 'down')
        return judge.failed({ kind: 'down', reason: failure.reason }, address);
      if (failure.kind !== 'uneditable' && failure.kind !== 'refused') return judge.failed(failure, address);
      // Too old to be deleted: at least no button stays under it.
      if (failure.kind === 'refused') await api.editMessageReplyMarkup(place).catch(() => undefined);
    }
    return undefined;
  };

  return send;
};

const NO_PREVIEW = { is_disabled: true };

/** Decides what a failure means for the queue; remembers what concerns more than one message. */
export const createJudge = (clock: Clock) => {
  const limitedUntil = new Map<string, number>();
  let outage: { since: number; last: number } | undefined;

  /** Milliseconds to wait: as long as the outage has lasted, so that waiting doubles whoever asks. */
  const patience = (): { afterMs: number; lasted: number } => {
    const now = clock.now();
    const since = outage && now - outage.last < 2 * LONGEST_WAIT_MS ? outage.since : now;
    outage = { since, last: now };
    const wait = Math.min(LONGEST_WAIT_MS, Math.max(1_000, now - since));
    return { afterMs: Math.ceil(backoff(1, wait, wait)), lasted: now - since };
  };

  return {
    sent: (ref: string): Sent => {
      outage = undefined;
      return { outcome: 'sent', ref };
    },
    failed: (failure: Failure, address: string): Sent => {
      const { reason } = failure;
      switch (failure.kind) {
        case 'limited': {
          const now = clock.now();
          for (const [chat, until] of limitedUntil) if (until <= now) limitedUntil.delete(chat);
          limitedUntil.set(address, now + failure.afterMs);
          return { outcome: 'later', reason, afterMs: failure.afterMs, whole: limitedUntil.size > 1 };
        }
        case 'down': {
          const { afterMs, lasted } = patience();
          return {
            outcome: 'later',
            reason,
            afterMs,
            whole: lasted > OUTAGE_MS,
            ...(failure.maybeDone ? { maybeSent: true } : {}),
          };
        }
        case 'unauthorized':
          return { outcome: 'later', reason, afterMs: UNAUTHORIZED_MS, whole: true };
        case 'moved':
          return { outcome: 'moved', to: failure.to };
        case 'unreachable':
          return { outcome: 'refused', reason, unreachable: true };
        case 'doubtful':
          return { outcome: 'doubtful', reason };
        case 'conflict':
        case 'unchanged':
        case 'uneditable':
        case 'textless':
        case 'refused':
          return { outcome: 'refused', reason };
      }
    },
  };
};
