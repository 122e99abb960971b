import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PATIENCE } from '#test/patience.ts';
import { createChatApi } from './chat-api.ts';
import type { LiveEvent } from './contract.ts';
import { type Link, type Live, listen } from './live.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleanups.splice(0)) clean();
});

/** A real event stream; `connections` holds each one with the cursor it asked for. */
const startServer = async () => {
  const connections: { cursor: string | undefined; bearer: string | undefined; response: ServerResponse }[] =
    [];
  const answer = { status: 200, retryAfter: undefined as string | undefined };
  const server = createServer((request, response) => {
    const cursor = request.headers['last-event-id']?.toString();
    connections.push({ cursor, bearer: request.headers.authorization, response });
    if (answer.retryAfter) response.setHeader('retry-after', answer.retryAfter);
    response.writeHead(answer.status, { 'content-type': 'text/event-stream' });
    if (answer.status === 200) response.flushHeaders();
    else response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, connections, answer };
};

const follow = (origin: string, options: { silenceMs?: number; backoffMs?: number } = {}) => {
  const seen = { events: [] as LiveEvent[], links: [] as Link[], expired: 0 };
  const live: Live = listen({
    cursor: '7',
    connect: createChatApi(origin, () => 'secret').events,
    onEvent: (event) => void seen.events.push(event),
    onLink: (link) => void seen.links.push(link),
    onExpired: () => {
      seen.expired += 1;
    },
    backoffMs: 1,
    ...options,
  });
  cleanups.push(live.stop);
  return { live, seen };
};

const connected = async (server: Awaited<ReturnType<typeof startServer>>, count: number) => {
  await vi.waitFor(() => expect(server.connections.length).toBeGreaterThanOrEqual(count), PATIENCE);
  const connection = server.connections[count - 1];
  if (connection === undefined) throw new Error('no connection');
  return connection;
};

describe('the live connection', () => {
  it('asks for what comes after the cursor, as the person of the token', async () => {
    const server = await startServer();
    follow(server.origin);
    expect(await connected(server, 1)).toMatchObject({ cursor: '7', bearer: 'Bearer secret' });
  });

  it('hears all kinds of events, cut anywhere, and nothing it does not know', async () => {
    const server = await startServer();
    const { seen } = follow(server.origin);
    const { response } = await connected(server, 1);
    const wire = Buffer.from(
      'event: session\ndata: {"locale":"en","keyboard":null,"commands":[]}\n\n' +
        'event: news\ndata: {}\n\nevent: message\ndata: {broken\n\n: heartbeat\n\n' +
        'event: typing\ndata: {"seconds":5}\n\nevent: message\nid: 8\ndata: {"id":"m","text":"Привет 🙏"}\n\n',
    );
    for (const byte of wire) response.write(Buffer.of(byte));
    await vi.waitFor(
      () =>
        expect(seen.events).toEqual([
          { type: 'session', facts: { locale: 'en', keyboard: null, commands: [] } },
          { type: 'typing', seconds: 5 },
          { type: 'message', message: { id: 'm', text: 'Привет 🙏' } },
        ]),
      PATIENCE,
    );
  });

  it('resumes after the last event it has heard', async () => {
    const server = await startServer();
    const { seen } = follow(server.origin);
    const first = await connected(server, 1);
    first.response.end('event: message\nid: 12\ndata: {"id":"m"}\n\n');
    expect((await connected(server, 2)).cursor).toBe('12');
    expect(seen.links).not.toContain('down');
  });

  it('says that the line is down when reconnecting fails, and live again', async () => {
    const server = await startServer();
    const { seen } = follow(server.origin);
    (await connected(server, 1)).response.write(': hello\n\n');
    await vi.waitFor(() => expect(seen.links).toEqual(['live']), PATIENCE);
    server.answer.status = 503;
    server.connections[0]?.response.destroy();
    await vi.waitFor(() => expect(seen.links).toContain('down'), PATIENCE);
    server.answer.status = 200;
    const before = server.connections.length;
    const back = await connected(server, before + 1);
    back.response.write(': hello\n\n');
    await vi.waitFor(() => {
      for (const { response } of server.connections) if (response.writable) response.write(': hello\n\n');
      expect(seen.links.at(-1)).toBe('live');
    }, PATIENCE);
  });

  it('takes a silent stream for dead', async () => {
    const server = await startServer();
    follow(server.origin, { silenceMs: 20 });
    await connected(server, 3);
  });

  it('waits as long as the server asked, unless it is nudged', async () => {
    const server = await startServer();
    Object.assign(server.answer, { status: 429, retryAfter: '3600' });
    const { live, seen } = follow(server.origin);
    await connected(server, 1);
    Object.assign(server.answer, { status: 200, retryAfter: undefined });
    const nudged = async (): Promise<void> => {
      live.nudge();
      await vi.waitFor(() => expect(server.connections).toHaveLength(2), { timeout: 50 });
    };
    await vi.waitFor(nudged, PATIENCE);
    server.connections[1]?.response.write(': hello\n\n');
    await vi.waitFor(() => expect(seen.links).toContain('live'), PATIENCE);
  });

  it('ends when the session is unknown', async () => {
    const server = await startServer();
    server.answer.status = 401;
    const { seen } = follow(server.origin);
    await vi.waitFor(() => expect(seen.expired).toBe(1), PATIENCE);
    expect(server.connections).toHaveLength(1);
  });

  it('closes the stream when it is stopped', async () => {
    const server = await startServer();
    const { live, seen } = follow(server.origin);
    const { response } = await connected(server, 1);
    const closed = once(response, 'close');
    live.stop();
    await closed;
    expect(server.connections).toHaveLength(1);
    expect(seen).toMatchObject({ expired: 0, events: [] });
  });
});
