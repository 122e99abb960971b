import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { currentTraceId } from '#platform/log/trace.ts';
import { PATIENCE } from '#test/patience.ts';
import { type Served, serve } from './testing.ts';

let served: Served | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});

const config = { permission: 'public' };
const ID = '4bf92f3577b34da6a3ce929d0e0e4736';

const started = async () => {
  served = await serve((http) => {
    http.get('/trace/:id', { config }, async (request) => {
      request.log.info('first');
      await new Promise((resolve) => setImmediate(resolve));
      http.log.info('second');
      return { trace: currentTraceId() };
    });
    http.post('/trace', { config, schema: { body: z.object({ text: z.string() }) } }, async () => ({
      trace: currentTraceId(),
    }));
  });
  const { lines } = served;
  const logged = (msg: string) =>
    vi.waitFor(() => {
      const found = lines().filter((line) => line.msg === msg);
      expect(found.length).toBeGreaterThan(0);
      return found;
    }, PATIENCE);
  return { ...served, logged };
};

describe('the trace id', () => {
  it('is new for every request and runs through its work', async () => {
    const { url, logged } = await started();
    const answer = await fetch(`${url}/trace/1`);
    const id = answer.headers.get('x-trace-id');
    expect(id).toMatch(/^[\da-f]{32}$/);
    expect(await answer.json()).toEqual({ trace: id });
    for (const msg of ['first', 'second', 'request']) expect((await logged(msg))[0]?.trace_id).toBe(id);
    expect((await fetch(`${url}/trace/1`)).headers.get('x-trace-id')).not.toBe(id);
  });

  it('survives the reading of a body', async () => {
    const { url } = await started();
    const body = JSON.stringify({ text: 'x'.repeat(300_000) });
    const answer = await fetch(`${url}/trace`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(await answer.json()).toEqual({ trace: answer.headers.get('x-trace-id') });
  });

  it('is taken from a valid traceparent only', async () => {
    const { url } = await started();
    const traced = async (traceparent: string) =>
      (await fetch(`${url}/trace/1`, { headers: { traceparent } })).headers.get('x-trace-id');
    expect(await traced(`00-${ID}-00f067aa0ba902b7-01`)).toBe(ID);
    for (const wrong of [
      `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
      `00-${ID}-0000000000000000-01`,
      `ff-${ID}-00f067aa0ba902b7-01`,
      `00-${ID.toUpperCase()}-00f067aa0ba902b7-01`,
      `00-${ID}-00f067aa0ba902b7`,
      'nonsense',
    ]) {
      const id = await traced(wrong);
      expect(id).toMatch(/^[\da-f]{32}$/);
      expect(id).not.toBe(ID);
    }
  });
});

describe('the line of a request', () => {
  it('says what was asked, how it ended and how long it took, without values of the query', async () => {
    const { url, logged } = await started();
    await fetch(`${url}/trace/7?search=%2B79161234567&limit=5`);
    const lines = await logged('request');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      level: 'info',
      method: 'GET',
      path: '/trace/7?search=***&limit=***',
      route: '/trace/:id',
      status: 200,
      ms: expect.any(Number),
    });
  });

  it('names the refusal and never the body', async () => {
    const { url, logged, lines } = await started();
    const body = '{"text": 5, "hidden": "words of a person"}';
    await fetch(`${url}/trace`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    expect((await logged('request'))[0]).toMatchObject({ status: 422, refusal: 'invalid' });
    expect(JSON.stringify(lines())).not.toContain('words of a person');
  });

  it('is written for unknown addresses, and not for health', async () => {
    const { url, logged } = await started();
    await fetch(`${url}/health`);
    await fetch(`${url}/nowhere`);
    const lines = await logged('request');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ path: '/nowhere', route: 'unknown', status: 404, refusal: 'missing' });
  });

  it('has its place in the metrics', async () => {
    const { url, logged, metrics } = await started();
    await fetch(`${url}/trace/7`);
    await logged('request');
    expect(await metrics.text()).toContain(
      'http_request_duration_seconds_count{method="GET",route="/trace/:id",status="200"} 1',
    );
  });
});
