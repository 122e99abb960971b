import { createParser } from 'eventsource-parser';
import { backoff } from '#kernel/time.ts';
import { createNudge } from '../../../../chat/nudge.ts';
import type { Counts, Named } from '../schema.ts';

/** What the office tells while the page is open. */
export type LiveEvent =
  | { readonly type: 'changed'; readonly id: string }
  | { readonly type: 'typing'; readonly conversationId: string; readonly operator: Named }
  | { readonly type: 'counts'; readonly counts: Counts };

export interface Live {
  /** Reconnects now: by hand, or because the page or the line is back. */
  nudge(): void;
  stop(): void;
}

interface LiveOptions {
  /** Opens the stream; rejects when the office refuses or cannot be reached. */
  readonly connect: (signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>;
  readonly onEvent: (event: LiveEvent) => void;
  /** A stream is open: what happened before it has to be fetched. */
  readonly onOpen: () => void;
  /** Whether trying again is of no use: nobody is logged in. */
  readonly isFinal: (error: unknown) => boolean;
  /** Silence after which a stream counts as dead; the office's heartbeat comes every 15 s. */
  readonly silenceMs?: number;
  readonly backoffMs?: number;
}

/** Listens until stopped; a stream that breaks or falls silent is opened again. */
export const listen = (options: LiveOptions): Live => {
  const { connect, onEvent, onOpen, isFinal, silenceMs = 40_000, backoffMs = 500 } = options;
  const nudge = createNudge();
  let failures = 0;
  let stopped = false;
  let heardAt = Date.now();
  let stream = new AbortController();

  const run = async (): Promise<void> => {
    while (!stopped) {
      stream = new AbortController();
      const problem = await follow(stream).catch((error: unknown) => error);
      if (stopped || isFinal(problem)) return;
      failures += 1;
      await nudge.pause(backoff(failures, backoffMs, 15_000));
    }
  };

  const follow = async (controller: AbortController): Promise<void> => {
    let silence: ReturnType<typeof setTimeout> | undefined;
    const watch = (): void => {
      clearTimeout(silence);
      silence = setTimeout(() => controller.abort(), silenceMs);
    };
    const parser = createParser({
      onEvent({ event, data }) {
        const live = readEvent(event, data);
        if (live && !stopped) onEvent(live);
      },
    });
    try {
      watch();
      const reader = (await connect(controller.signal)).getReader();
      if (stopped) return void controller.abort();
      onOpen();
      const decoder = new TextDecoder();
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        watch();
        heardAt = Date.now();
        failures = 0;
        parser.feed(decoder.decode(part.value, { stream: true }));
      }
    } finally {
      clearTimeout(silence);
    }
  };

  void run();
  return {
    nudge() {
      nudge.now();
      if (Date.now() - heardAt > silenceMs / 2) stream.abort();
    },
    stop() {
      stopped = true;
      stream.abort();
      nudge.now();
    },
  };
};

/** Undefined for an event this page does not know or cannot read: a newer office may send more. */
const readEvent = (event: string | undefined, data: string): LiveEvent | undefined => {
  try {
    const value = JSON.parse(data);
    if (event === 'changed') return { type: 'changed', id: value.id };
    if (event === 'typing')
      return { type: 'typing', conversationId: value.conversation_id, operator: value.operator };
    if (event === 'counts') return { type: 'counts', counts: value };
  } catch {
    return undefined;
  }
  return undefined;
};
