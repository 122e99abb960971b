import { messageOf as words } from '#kernel/errors.ts';
import type { ConversationState, Transcript } from '#modules/conversations/index.ts';
import type { EventStream } from '#platform/http/sse.ts';
import type { Log } from '#platform/log/log.ts';
import type { SessionFacts } from './schema.ts';
import { isShown, messageOf } from './view.ts';

/** Messages read at once; so many of the longest fit the buffer of a stream. */
const PORTION = 30;

/** One open event stream. */
export interface Viewer {
  readonly stream: EventStream;
  /** Reads and sends what is new; calls that come meanwhile make one more look. */
  look(): void;
}

/**
 * Shows one conversation on one stream: every change after `after` once and in order, and the session
 * facts whenever they differ. After a failure the next look goes on.
 */
export const createViewer = ({
  stream,
  drained,
  after,
  state,
  facts,
  transcript,
  log,
}: {
  stream: EventStream;
  /** Resolves when the client has taken most of what was sent. */
  drained: () => Promise<void>;
  after: number;
  /** Where the conversation stands; undefined before it began. */
  state: () => Promise<ConversationState | undefined>;
  facts: (state: ConversationState | undefined) => Promise<SessionFacts>;
  transcript: Transcript;
  log: Log;
}): Viewer => {
  let cursor = after;
  let told = '';
  let looking = false;
  let again = false;

  const look = (): void => {
    again = true;
    if (!looking) void lookOn();
  };

  const lookOn = async (): Promise<void> => {
    looking = true;
    while (again && !stream.closed.aborted) {
      again = false;
      await showNews().catch((error) =>
        log.warn({ reason: words(error) }, 'a chat could not be shown, its next look goes on'),
      );
    }
    looking = false;
  };

  const showNews = async (): Promise<void> => {
    const now = await state();
    const session = await facts(now);
    const telling = JSON.stringify(session);
    if (telling !== told) stream.send({ event: 'session', data: session });
    told = telling;
    // A number from the future belongs to a database that was restored since.
    cursor = Math.min(cursor, now?.cursor ?? 0);
    if (now) await showChanges(now.conversationId, session.since);
  };

  const showChanges = async (conversationId: string, since: number): Promise<void> => {
    for (let full = true; full && !stream.closed.aborted; ) {
      const entries = await transcript.changes({ conversationId, after: cursor, limit: PORTION });
      for (const entry of entries) {
        if (isShown(entry) && entry.position > since)
          stream.send({ id: String(entry.change), event: 'message', data: messageOf(entry) });
        cursor = entry.change;
      }
      full = entries.length === PORTION;
      await drained();
    }
  };

  return { stream, look };
};
