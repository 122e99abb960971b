import { once } from 'node:events';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError, messageOf } from '#kernel/errors.ts';
import { CHANGES_CHANNEL, type Transcript } from '#modules/conversations/index.ts';
import type { Notifications } from '#platform/db/notifications.ts';
import { addressKey } from '#platform/http/limiter.ts';
import { openEventStream } from '#platform/http/sse.ts';
import type { Log } from '#platform/log/log.ts';
import type { Desk } from './desk.ts';
import { createViewer, type Viewer } from './viewer.ts';
import type { Visitor, Visitors } from './visitors.ts';

/** Payloads are `<visitor>` (look, there is news) and `<visitor> typing`. */
const VISITORS_CHANNEL = 'kontora_webchat';
/** Looks come without a notification too, in case one was lost; each stream has a rhythm of its own. */
const LOOK_EVERY_MS = 20_000;
/** How often a stream tells that its visitor is still here. */
const TOUCH_EVERY_MS = 300_000;
/** Tabs and devices of one visitor that may watch at the same time, in each process. */
const MAX_STREAMS = 6;
/** Streams to one address, and of all, in each process. */
const MAX_AT_ADDRESS = 30;
const MAX_OF_ALL = 5_000;
/** How long "typing…" is worth showing. */
const TYPING_SECONDS = 5;

export type Viewers = ReturnType<typeof createViewers>;

/** The event streams of this process, woken by what any process notifies. */
export const createViewers = ({
  visitors,
  desk,
  transcript,
  notifications,
  log,
}: {
  visitors: Visitors;
  desk: Desk;
  transcript: Transcript;
  notifications: Notifications;
  log: Log;
}) => {
  const byVisitor = new Map<string, Set<Viewer>>();
  const byConversation = new Map<string, Set<Viewer>>();
  const byAddress = new Map<string, Set<Viewer>>();
  const all = new Set<Viewer>();

  const lookAll = (): void => {
    for (const { look } of all) look();
  };

  notifications.on(CHANGES_CHANNEL, {
    missed: lookAll,
    heard: (conversation) => {
      for (const { look } of byConversation.get(conversation) ?? []) look();
    },
  });
  notifications.on(VISITORS_CHANNEL, {
    missed: () => {},
    heard: (payload) => {
      const [visitor = '', what] = payload.split(' ');
      for (const { look, stream } of byVisitor.get(visitor) ?? [])
        if (what === 'typing') stream.send({ event: 'typing', data: { seconds: TYPING_SECONDS } });
        else look();
    },
  });

  /** Answers with a stream of everything after a change number. */
  const open = (
    request: FastifyRequest,
    reply: FastifyReply,
    { visitor, after }: { visitor: Visitor; after: number },
  ): void => {
    const address = addressKey(request.ip);
    if (
      (byVisitor.get(visitor.id)?.size ?? 0) >= MAX_STREAMS ||
      (byAddress.get(address)?.size ?? 0) >= MAX_AT_ADDRESS
    )
      throw new AppError('limited', 'too many streams are open', { retryAfter: 10 });
    if (all.size >= MAX_OF_ALL)
      throw new AppError('unavailable', 'too many streams are open', { retryAfter: 10 });
    const stream = openEventStream(request, reply);
    let leave: (() => void) | undefined;
    const viewer = createViewer({
      stream,
      after,
      transcript,
      log,
      drained: async () => {
        if (reply.raw.writableNeedDrain)
          await once(reply.raw, 'drain', { signal: stream.closed }).catch(() => undefined);
      },
      state: async () => {
        const state = await desk.state(visitor);
        if (state && !leave && !stream.closed.aborted) {
          leave = join(byConversation, state.conversationId, viewer);
          // What was notified before this moment was not heard.
          viewer.look();
        }
        return state;
      },
      facts: desk.factsOf(visitor),
    });
    all.add(viewer);
    const departures = [join(byVisitor, visitor.id, viewer), join(byAddress, address, viewer)];
    const ticking = setInterval(viewer.look, LOOK_EVERY_MS * (0.75 + Math.random() / 2));
    const touching = setInterval(() => {
      visitors
        .touch(visitor.id)
        .catch((error) => log.warn({ reason: messageOf(error) }, 'a visitor was not noted as seen'));
    }, TOUCH_EVERY_MS);
    stream.closed.addEventListener('abort', () => {
      clearInterval(ticking);
      clearInterval(touching);
      leave?.();
      for (const depart of departures) depart();
      all.delete(viewer);
    });
    viewer.look();
  };

  return {
    open,
    /** Tells all streams of a visitor, on every replica, to look. */
    wake: (visitor: string) => notifications.send(VISITORS_CHANNEL, visitor),
    /** Shows "typing…" on all streams of a visitor, on every replica. */
    typing: (visitor: string) => notifications.send(VISITORS_CHANNEL, `${visitor} typing`),
  };
};

/** Adds to the set of a key; the answer takes it out again. */
const join = <Key, Member>(sets: Map<Key, Set<Member>>, key: Key, member: Member): (() => void) => {
  const set = sets.get(key) ?? new Set();
  sets.set(key, set.add(member));
  return () => {
    set.delete(member);
    if (set.size === 0 && sets.get(key) === set) sets.delete(key);
  };
};
