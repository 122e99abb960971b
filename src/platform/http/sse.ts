import type { FastifyReply, FastifyRequest } from 'fastify';

export interface EventStream {
  /** Sends one event; `data` as JSON. `id` is what a client that comes back sends as Last-Event-ID. */
  send(event: { id?: string; event: string; data: unknown }): void;
  /** Sends a line that clients ignore. */
  comment(text: string): void;
  /** Ends the stream; the client connects again on its own. */
  close(): void;
  /** Aborted when either side ended the stream. */
  readonly closed: AbortSignal;
}

/** Proxies and phones drop connections that are silent for longer. */
const HEARTBEAT_MS = 15_000;
/** A client that lets more than this pile up is dropped; it resumes by Last-Event-ID. */
const BUFFER_BYTES = 1_000_000;
const RECONNECT_MS = 2_000;

/**
 * Turns the reply into a stream of server-sent events. The handler returns right after; the stream ends with
 * `close`, with the client, with a full buffer, or when the server drains.
 */
export const openEventStream = (request: FastifyRequest, reply: FastifyReply): EventStream => {
  const { raw } = reply;
  const { streams } = request.server.lifecycle;
  const gone = new AbortController();

  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) raw.setHeader(name, value);
  }
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
    // A stream ends with its connection: kept alive, it could hold up a drain.
    connection: 'close',
  });

  const write = (text: string): void => {
    if (gone.signal.aborted) return;
    raw.write(text);
    if (raw.writableLength > BUFFER_BYTES) raw.destroy();
  };
  const comment = (text: string): void => write(`: ${oneLine(text)}\n\n`);
  const close = (): void => void raw.end();
  const heartbeat = setInterval(comment, HEARTBEAT_MS, 'still here');

  streams.add(close);
  raw.on('error', () => raw.destroy());
  raw.once('close', () => {
    clearInterval(heartbeat);
    streams.delete(close);
    gone.abort();
  });

  write(`retry: ${RECONNECT_MS}\n\n`);
  if (request.method === 'HEAD' || request.server.lifecycle.state() === 'draining') close();

  return {
    send({ id, event, data }) {
      const mark = id === undefined ? '' : `id: ${oneLine(id)}\n`;
      write(`${mark}event: ${oneLine(event)}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    comment,
    close,
    closed: gone.signal,
  };
};

const oneLine = (text: string): string => text.replace(/[\r\n\0]+/g, ' ');
