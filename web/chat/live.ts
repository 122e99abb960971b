import { createParser } from 'eventsource-parser';
import { backoff } from '#kernel/time.ts';
import { ChatProblem } from './chat-api.ts';
import type { LiveEvent } from './contract.ts';
import { createNudge } from './nudge.ts';

/** Whether events come in: `down` is said only when a first reconnection has failed too. */
export type Link = 'live' | 'down';

/** A connection that keeps itself open and resumes where it stopped. */
export interface Live {
  /** Reconnects at once when it waits, or when the stream has been silent for a while. */
  nudge(): void;
  /** The same, but never sooner than the server asked. */
  wake(): void;
  stop(): void;
}

interface LiveOptions {
  readonly cursor: string;
  readonly connect: (cursor: string, signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>;
  readonly onEvent: (event: LiveEvent) => void;
  readonly onLink: (link: Link) => void;
  readonly onExpired: () => void;
  /** Silence after which a stream counts as dead; the server's heartbeat comes every 15 s. */
  readonly silenceMs?: number;
  readonly backoffMs?: number;
}

/** Listens to the event stream until stopped or until the session is unknown. */
export const listen = (options: LiveOptions): Live => {
  const { connect, onEvent, onLink, onExpired, silenceMs = 40_000, backoffMs = 500 } = options;
  const nudge = createNudge();
  let cursor = options.cursor;
  let failures = 0;
  let stopped = false;
  let heardAt = Date.now();
  let stream = new AbortController();

  const heard = (): void => {
    heardAt = Date.now();
    if (!stopped) onLink('live');
    failures = 0;
  };

  const run = async (): Promise<void> => {
    while (!stopped) {
      stream = new AbortController();
      const problem = await follow(stream).catch((error: unknown) => error);
      if (stopped) return;
      if (problem instanceof ChatProblem && problem.expired) return onExpired();
      failures += 1;
      if (failures > 1) onLink('down');
      const asked = problem instanceof ChatProblem ? problem.retryAfterMs : undefined;
      await nudge.pause(backoff(failures, backoffMs, 15_000), asked);
    }
  };

  const follow = async (controller: AbortController): Promise<void> => {
    let silence: ReturnType<typeof setTimeout> | undefined;
    const watch = (): void => {
      clearTimeout(silence);
      silence = setTimeout(() => controller.abort(), silenceMs);
    };
    const parser = createParser({
      onEvent({ id, event, data }) {
        if (stopped) return;
        const live = readEvent(event, data);
        if (live) onEvent(live);
        if (id) cursor = id;
      },
    });
    try {
      watch();
      const reader = (await connect(cursor, controller.signal)).getReader();
      const decoder = new TextDecoder();
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        watch();
        heard();
        parser.feed(decoder.decode(part.value, { stream: true }));
      }
    } finally {
      clearTimeout(silence);
    }
  };

  const renew = (): void => {
    if (Date.now() - heardAt > silenceMs / 2) stream.abort();
  };

  void run();
  return {
    nudge() {
      nudge.now();
      renew();
    },
    wake() {
      nudge.wake();
      renew();
    },
    stop() {
      stopped = true;
      stream.abort();
      nudge.now();
    },
  };
};

/** Undefined for an event this page does not know or cannot read: a newer server may send more. */
const readEvent = (event: string | undefined, data: string): LiveEvent | undefined => {
  try {
    const value = JSON.parse(data);
    if (event === 'message') return { type: 'message', message: value };
    if (event === 'typing') return { type: 'typing', seconds: value.seconds };
    if (event === 'session') return { type: 'session', facts: value };
  } catch {
    return undefined;
  }
  return undefined;
};
