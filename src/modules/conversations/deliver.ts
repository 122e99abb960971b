import { messageOf } from '#kernel/errors.ts';
import { backoff, pause } from '#kernel/time.ts';
import type { Database } from '#platform/db/database.ts';
import { isOutage } from '#platform/db/outage.ts';
import type { Log } from '#platform/log/log.ts';
import type { Channel, OutgoingMessage, Sent } from './channel.ts';
import { moveConversation } from './hear.ts';
import type { Held, UnsentMessage } from './held.ts';
import type { Observe } from './observe.ts';
import type { Ending, Outbox } from './outbox.ts';
import { buttonToken } from './token.ts';

/** Attempts before a message that is certainly not sent is given up: about a day of waiting. */
const MAX_ATTEMPTS = 300;
/** Attempts to reach a chat that keeps moving. */
const MAX_MOVES = 5;
/** Doubtful attempts before a message that may have been sent already is left `unknown`. */
const MAX_DOUBTS = 3;
/** Milliseconds an outage of the database may last until the end of an attempt is given up. */
const PERSIST_MS = 60_000;

/** What came of delivering the head of a conversation's queue. */
export type Delivered =
  /** It reached its end; the next one may go. */
  | { readonly outcome: 'done' }
  | { readonly outcome: 'wait'; readonly ms: number }
  | { readonly outcome: 'lost' };

/** Sends queued messages, one of a conversation at a time and in order, and records how each ended. */
export const createDelivery = ({
  db,
  outbox,
  observe,
  log,
  signal,
}: {
  db: Database;
  outbox: Outbox;
  observe: Observe;
  log: Log;
  /** Aborts waiting for a slot when the worker stops. */
  signal: AbortSignal;
}) => {
  const deliver = async (held: Held, channel: Channel, message: UnsentMessage): Promise<Delivered> => {
    const end = (ending: Partial<Ending> & Pick<Ending, 'delivery'>): Promise<void> =>
      persist(() =>
        outbox.end({
          messageId: message.id,
          conversationId: held.id,
          ref: null,
          error: null,
          repeated: false,
          doubt: false,
          ...ending,
        }),
      );
    const done: Delivered = { outcome: 'done' };

    if (!held.reachable) {
      await end({ delivery: 'failed', error: 'the person cannot be reached' });
      return done;
    }
    // A worker died between recording and hearing the answer: it may have been sent.
    if (message.delivery === 'sending') {
      if (message.inDoubt === 'once') {
        await end({ delivery: 'unknown', error: 'the process ended while it was being sent' });
        return done;
      }
      message.doubts += 1;
      const over = message.doubts >= MAX_DOUBTS;
      await end({
        delivery: over ? 'unknown' : 'queued',
        repeated: !over,
        doubt: true,
        error: 'the process ended while it was being sent',
      });
      if (over) return done;
      // Asked again under the same lease it is an ordinary waiting message, not another doubt.
      message.delivery = 'queued';
    }

    const { whole } = channel.pace;
    if (whole.perSecond > 0) {
      const slot = await outbox.slot({ inbox: held.inbox, pace: whole });
      if (!slot.taken) return { outcome: 'wait', ms: slot.ms };
      await pause(slot.ms, signal);
    }
    if (signal.aborted) return { outcome: 'wait', ms: 0 };
    const permission = await outbox.permit({
      messageId: message.id,
      conversationId: held.id,
      pace: channel.pace[held.kind],
    });
    if (permission === 'lost') return { outcome: 'lost' };
    if (permission !== 'granted') return { outcome: 'wait', ms: permission };

    const started = performance.now();
    const sent = await channel
      .send(wireOf(held, message))
      .catch((error: unknown): Sent => ({ outcome: 'doubtful', reason: messageOf(error) }));
    message.attempts += 1;
    const { attempts } = message;
    const seconds = (performance.now() - started) / 1_000;
    observe.delivery({ inbox: held.inbox, outcome: sent.outcome, seconds });
    log[sent.outcome === 'sent' ? 'info' : 'warn'](
      {
        conversation: held.id,
        message: message.id,
        attempts,
        outcome: sent.outcome,
        ...('reason' in sent ? { reason: sent.reason } : {}),
        duration_ms: Math.round(seconds * 1_000),
      },
      'message delivery',
    );
    switch (sent.outcome) {
      case 'sent':
        follow(held, message, sent.ref);
        await end({ delivery: 'sent', ref: sent.ref ?? null });
        return done;
      case 'refused':
        await end({ delivery: 'failed', error: sent.reason });
        if (sent.unreachable) {
          held.reachable = false;
          await outbox.unreachable(held.id);
        }
        return done;
      case 'moved': {
        const moved = await db
          .transaction()
          .execute((tx) => moveConversation(tx, held.inbox, held.address, sent.to));
        const over = !moved || attempts >= MAX_MOVES;
        await end({ delivery: over ? 'failed' : 'queued', error: 'the chat has a new address' });
        if (over) return done;
        held.address = sent.to;
        return { outcome: 'wait', ms: 0 };
      }
      case 'later': {
        if (sent.whole) await outbox.hold(held.inbox, sent.afterMs);
        if (sent.maybeSent && message.inDoubt === 'once') {
          await end({ delivery: 'unknown', error: sent.reason, doubt: true });
          return done;
        }
        const over = attempts >= MAX_ATTEMPTS;
        await end({
          delivery: over ? 'failed' : 'queued',
          error: sent.reason,
          repeated: !over && sent.maybeSent === true,
        });
        if (!over) await outbox.holdChat(held.id, sent.afterMs, channel.pace[held.kind]);
        return over ? done : { outcome: 'wait', ms: sent.afterMs };
      }
      case 'doubtful': {
        message.doubts += 1;
        const over = message.inDoubt === 'once' || message.doubts >= MAX_DOUBTS;
        await end({
          delivery: over ? 'unknown' : 'queued',
          error: sent.reason,
          repeated: !over,
          doubt: true,
        });
        if (over) return done;
        const ms = backoff(message.doubts, 1_000, 60_000);
        await outbox.holdChat(held.id, ms, channel.pace[held.kind]);
        return { outcome: 'wait', ms };
      }
    }
  };

  /** What the messenger answered must not be forgotten because the database is away for a moment. */
  const persist = async (write: () => Promise<unknown>): Promise<void> => {
    const started = performance.now();
    for (let attempt = 1; ; attempt += 1) {
      try {
        await write();
        return;
      } catch (error) {
        const over = performance.now() - started > PERSIST_MS;
        if (over || signal.aborted || !isOutage(error)) throw error;
        await pause(backoff(attempt, 100, 1_000), signal);
      }
    }
  };

  return deliver;
};

/** What waits to rewrite the same message finds it where it stands now. */
const follow = (held: Held, { id, edits }: UnsentMessage, ref: string | undefined): void => {
  if (ref === undefined) return;
  for (const later of held.unsent) if (later.edits === (edits ?? id)) later.editsRef = ref;
};

/** The message as the channel gets it: values replaced by opaque tokens. */
const wireOf = (held: Held, message: UnsentMessage): OutgoingMessage => {
  let button = 0;
  return {
    id: message.id,
    address: held.address,
    text: message.content.text,
    photo: message.content.photo,
    file: message.content.file,
    buttons: message.content.buttons?.map((row) =>
      row.map(({ label }) => ({
        label,
        token: buttonToken(message.edits ?? message.id, button++, message.id),
      })),
    ),
    keyboard: message.content.keyboard,
    editsRef: message.editsRef ?? undefined,
  };
};
