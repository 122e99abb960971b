import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { PATIENCE } from '#test/patience.ts';
import { openEventStream } from './sse.ts';
import { exchange, serve } from './testing.ts';

const config = { permission: 'public' };

/** A promise and the function that resolves it. */
const signal = () => Promise.withResolvers<void>();

const started = async () => {
  const entered = signal();
  const release = signal();
  const served = await serve((http) => {
    http.get('/slow', { config }, async () => {
      entered.resolve();
      await release.promise;
      return 'finished';
    });
    http.get('/events', { config }, (request, reply) => {
      openEventStream(request, reply).send({ event: 'hello', data: 1 });
    });
  });
  served.http.markReady();
  return { ...served, entered: entered.promise, release: release.resolve };
};

describe('drain', () => {
  it('accepts no new connection and lets running requests finish', async () => {
    const { http, url, port, entered, release } = await started();
    const running = fetch(`${url}/slow`);
    await entered;
    const drained = http.drain();
    await vi.waitFor(async () => {
      const socket = connect(port, '127.0.0.1');
      await expect(once(socket, 'connect')).rejects.toThrow(/ECONNREFUSED/);
    }, PATIENCE);
    release();
    const answer = await running;
    expect([answer.status, await answer.text()]).toEqual([200, 'finished']);
    expect(answer.headers.get('connection')).toBe('close');
    await drained;
  });

  it('says so at /ready to a connection that is in the middle of asking', async () => {
    const { http, port } = await started();
    const accepted = once(http.server, 'connection') as Promise<[Socket]>;
    const socket = connect(port, '127.0.0.1').setEncoding('utf8');
    socket.write('GET /ready HTTP/1.1\r\n');
    const [server] = await accepted;
    await vi.waitFor(() => expect(server.bytesRead).toBeGreaterThan(0), PATIENCE);
    const drained = http.drain();
    socket.write('Host: x\r\n\r\n');
    const [answer] = (await once(socket, 'data')) as [string];
    expect(answer).toMatch(/^HTTP\/1\.1 503 /);
    expect(answer).toContain('{"status":"draining","failed":[]}');
    await drained;
  });

  it('ends event streams politely', async () => {
    const { http, url } = await started();
    const events = await fetch(`${url}/events`);
    const drained = http.drain();
    expect(await events.text()).toContain('event: hello');
    await drained;
    expect(http.lifecycle.streams.size).toBe(0);
  });

  it('cuts what is left at the deadline', async () => {
    const { http, url, entered } = await started();
    const running = fetch(`${url}/slow`);
    const cut = expect(running).rejects.toThrow();
    await entered;
    await http.drain(50);
    await cut;
  });
});

describe('slow clients', () => {
  const timeouts = { headers: 100, request: 200, silence: 10_000 };

  it.each([
    ['never finish their headers', 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: '],
    [
      'never finish their body',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
    ],
  ])('that %s are told 408 and cut', async (_, bytes) => {
    const served = await serve((http) => void http.post('/', { config }, async () => 'x'), { timeouts });
    const socket = connect(served.port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('error', () => {});
    socket.write(bytes);
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout/);
    await served.close();
  });

  it('that fall silent are cut', async () => {
    const served = await serve((http) => void http.post('/', { config }, async () => 'x'), {
      timeouts: { ...timeouts, request: 60_000, silence: 100 },
    });
    const socket = connect(served.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
    );
    await once(socket, 'close');
    await served.close();
  });
});

describe('connections', () => {
  it('are kept for further requests', async () => {
    const { port, http } = await started();
    const ask = (more: string) => `GET /health HTTP/1.1\r\nHost: x\r\n${more}\r\n`;
    const answer = await exchange(port, ask('') + ask('Connection: close\r\n'));
    expect(answer.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
    expect(answer).toMatch(/keep-alive: timeout=72/i);
    await http.drain(0);
  });
});
