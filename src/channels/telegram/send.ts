import { backoff, type Clock } from '#kernel/time.ts';
import type { OutgoingMessage, Sent } from '#modules/conversations/index.ts';
import type { Client } from './client.ts';
import { type Failure, failureOf } from './errors.ts';
import { buttonsOf, keyboardOf } from './markup.ts';

/** Milliseconds between attempts while the token is refused. */
const UNAUTHORIZED_MS = 300_000;
/** An outage that is older than this concerns every chat. */
const OUTAGE_MS = 5_000;
const LONGEST_WAIT_MS = 60_000;

/** Sends and edits messages: plain text without link previews, since names and titles are hostile input. */
export const createSender = ({ api, clock }: { api: Client['api']; clock: Clock }) => {
  const judge = createJudge(clock);

  const send = async (message: OutgoingMessage): Promise<Sent> => {
    const { address, text, editsRef, keyboard } = message;
    const buttons = buttonsOf(message);
    if (editsRef !== undefined && keyboard === undefined) {
      const edited = await edit(message, editsRef, buttons);
      if (edited) return edited;
    }
    const markup = buttons ?? keyboardOf(message);
    try {
      const { message_id } = await api.sendMessage({
        chat_id: Number(address),
        text,
        link_preview_options: NO_PREVIEW,
        ...(markup ? { reply_markup: markup } : {}),
      });
      return judge.sent(String(message_id));
    } catch (error) {
      return judge.failed(failureOf(error), address);
    }
  };

  /** Rewrites a message in place; undefined when that one cannot be rewritten. */
  const edit = async (
    { address, text }: OutgoingMessage,
    ref: string,
    buttons: ReturnType<typeof buttonsOf>,
  ): Promise<Sent | undefined> => {
    try {
      await api.editMessageText({
        chat_id: Number(address),
        message_id: Number(ref),
        text,
        link_preview_options: NO_PREVIEW,
        ...(buttons ? { reply_markup: buttons } : {}),
      });
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === 'uneditable') return undefined;
      if (failure.kind !== 'unchanged') return judge.failed(failure, address);
    }
    return judge.sent(ref);
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
        case 'refused':
          return { outcome: 'refused', reason };
      }
    },
  };
};
