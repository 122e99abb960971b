import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PATIENCE } from '#test/patience.ts';
import { type LiveEvent, listen } from './listen.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleanups.splice(0)) clean();
});

class Refused extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`answered ${status}`);
    this.status = status;
  }
}

/** A real event stream and somebody who listens to it. */
const setUp = async (options: { silenceMs?: number } = {}) => {
  const streams: ServerResponse[] = [];
  const answer = { status: 200 };
  const server = createServer((_, response) => {
    streams.push(response);
    response.writeHead(answer.status, { 'content-type': 'text/event-stream' });
    if (answer.status === 200) response.write(': hello\n\n');
    else response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const seen = { events: [] as LiveEvent[], opens: 0 };
  const live = listen({
    connect: async (signal) => {
      const response = await fetch(url, { signal });
      if (!response.ok || !response.body) throw new Refused(response.status);
      return response.body;
    },
    onEvent: (event) => void seen.events.push(event),
    onOpen: () => {
      seen.opens += 1;
    },
    isFinal: (error) => error instanceof Refused && error.status === 401,
    backoffMs: 1,
    ...options,
  });
  cleanups.push(live.stop, () => {
    server.close();
    server.closeAllConnections();
  });
  return { url, streams, answer, seen, live };
};

describe('live events', () => {
  it('come in, cut anywhere; what is not known is passed over', async () => {
    const { streams, seen } = await setUp();
    await vi.waitFor(() => expect(seen.opens).toBe(1), PATIENCE);
    const [stream] = streams;
    stream?.write('event: chan');
    stream?.write('ged\ndata: {"id":"c1"}\n\nevent: news\ndata: {}\n\nevent: typing\ndata: {\n\n');
    stream?.write('event: typing\ndata: {"conversation_id":"c1","operator":{"id":"a","name":"Анна"}}\n\n');
    stream?.write('event: counts\ndata: {"queue":1,"mine":2,"operated":3,"attention":4}\n\n');
    await vi.waitFor(
      () =>
        expect(seen.events).toEqual([
          { type: 'changed', id: 'c1' },
          { type: 'typing', conversationId: 'c1', operator: { id: 'a', name: 'Анна' } },
          { type: 'counts', counts: { queue: 1, mine: 2, operated: 3, attention: 4 } },
        ]),
      PATIENCE,
    );
  });

  it('are opened again when the stream breaks, and each opening is told', async () => {
    const { streams, seen } = await setUp();
    for (const count of [1, 2, 3]) {
      await vi.waitFor(() => expect(seen.opens).toBe(count), PATIENCE);
      streams[count - 1]?.destroy();
    }
    await vi.waitFor(() => expect(seen.opens).toBe(4), PATIENCE);
  });

  it('are opened again when the stream is silent for too long', async () => {
    const { seen } = await setUp({ silenceMs: 20 });
    await vi.waitFor(() => expect(seen.opens).toBeGreaterThan(1), PATIENCE);
  });

  it('are tried for again and again while the office is away', async () => {
    const { answer, streams, seen } = await setUp();
    await vi.waitFor(() => expect(seen.opens).toBe(1), PATIENCE);
    answer.status = 503;
    streams[0]?.destroy();
    await vi.waitFor(() => expect(streams.length).toBeGreaterThan(3), PATIENCE);
    answer.status = 200;
    await vi.waitFor(() => expect(seen.opens).toBe(2), PATIENCE);
  });

  it('end where nobody is logged in', async () => {
    const { url, answer, streams, seen } = await setUp();
    await vi.waitFor(() => expect(seen.opens).toBe(1), PATIENCE);
    answer.status = 401;
    streams[0]?.destroy();
    await vi.waitFor(() => expect(streams).toHaveLength(2), PATIENCE);
    const { length } = streams;
    answer.status = 200;
    // Ten times as long as the pause before another try.
    for (let look = 0; look < 10; look += 1) await fetch(url).then((response) => response.body?.cancel());
    expect(streams).toHaveLength(length + 10);
    expect(seen.opens).toBe(1);
  });
});
