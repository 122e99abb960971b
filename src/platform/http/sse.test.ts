import { once } from 'node:events';
import { connect } from 'node:net';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PATIENCE } from '#test/patience.ts';
import { type EventStream, openEventStream } from './sse.ts';
import { type Served, serve } from './testing.ts';

let served: Served | undefined;
afterEach(async () => {
  vi.useRealTimers();
  await served?.close();
  served = undefined;
});

const started = async () => {
  const streams: EventStream[] = [];
  served = await serve((http) => {
    http.get('/events', { config: { permission: 'public', cors: true } }, (request, reply) => {
      streams.push(openEventStream(request, reply));
    });
  });
  const last = () => vi.waitFor(() => streams.at(-1) ?? Promise.reject(new Error('no stream yet')), PATIENCE);
  return { ...served, last };
};

/** Reads a stream as browsers do. */
const listen = (answer: Response) => {
  const events: EventSourceMessage[] = [];
  const comments: string[] = [];
  const parser = createParser({
    onEvent: (event) => events.push(event),
    onComment: (text) => comments.push(text),
  });
  const ended = (async () => {
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) parser.feed(chunk);
  })();
  return { events, comments, ended };
};

describe('an event stream', () => {
  it('sends events and comments at once, in order, whatever they hold', async () => {
    const { url, last } = await started();
    const answer = await fetch(`${url}/events`);
    const { events, comments, ended } = listen(answer);
    const stream = await last();
    stream.send({ id: '1', event: 'message', data: { text: 'две\nстроки\r\n\u2028' } });
    await vi.waitFor(() => expect(events).toHaveLength(1), PATIENCE);
    stream.comment('noise\nevent: forged');
    stream.send({ event: 'typing', data: true });
    await vi.waitFor(() => expect(events).toHaveLength(2), PATIENCE);
    stream.close();
    await ended;
    expect(events).toEqual([
      { id: '1', event: 'message', data: JSON.stringify({ text: 'две\nстроки\r\n\u2028' }) },
      { id: undefined, event: 'typing', data: 'true' },
    ]);
    expect(comments).toEqual(['noise event: forged']);
  });

  it('is not buffered, cached or kept from other sites, and has our headers', async () => {
    const { url } = await started();
    const { headers, body } = await fetch(`${url}/events`, { headers: { origin: 'https://shop.example' } });
    await body?.cancel();
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-cache, no-transform');
    expect(headers.get('x-accel-buffering')).toBe('no');
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-trace-id')).toMatch(/^[\da-f]{32}$/);
  });

  it('knows when its client is gone', async () => {
    const { url, last, http, lines } = await started();
    const abort = new AbortController();
    await fetch(`${url}/events`, { signal: abort.signal });
    const stream = await last();
    abort.abort();
    if (!stream.closed.aborted) await once(stream.closed, 'abort');
    stream.send({ event: 'late', data: 1 });
    expect(http.lifecycle.streams.size).toBe(0);
    await vi.waitFor(
      () => expect(lines().find(({ msg }) => msg === 'stream')).toMatchObject({ status: 200 }),
      PATIENCE,
    );
  });

  it('sends a heartbeat every fifteen seconds', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { url, last } = await started();
    const { comments, ended } = listen(await fetch(`${url}/events`));
    const stream = await last();
    vi.advanceTimersByTime(30_000);
    stream.close();
    await ended;
    expect(comments).toHaveLength(2);
  });

  it('drops a client that does not read, when a megabyte has piled up', async () => {
    const { port, last } = await started();
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write('GET /events HTTP/1.1\r\nHost: x\r\n\r\n');
    socket.pause();
    const stream = await last();
    let sent = 0;
    while (!stream.closed.aborted && sent < 2_000) {
      stream.send({ event: 'flood', data: 'x'.repeat(100_000) });
      sent += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(stream.closed.aborted).toBe(true);
    socket.destroy();
  });

  it('ends at once for HEAD', async () => {
    const { url } = await started();
    const answer = await fetch(`${url}/events`, { method: 'HEAD' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });
});
