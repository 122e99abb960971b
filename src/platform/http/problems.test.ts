import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { APP_ERRORS, AppError, type AppErrorCode, OuterError } from '#kernel/errors.ts';
import { PATIENCE } from '#test/patience.ts';
import type { Http } from './http.ts';
import { exchange, type Served, serve } from './testing.ts';

let served: Served | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});

const config = { permission: 'public' };
const order = z.strictObject({
  name: z.string().max(5),
  lines: z.array(z.strictObject({ count: z.int().positive() })).max(3),
});

const routes = (http: Http) => {
  http.post('/orders', { config, schema: { body: order } }, async () => 'done');
  http.post(
    '/legacy',
    { config: { ...config, errors: 'detail' }, schema: { body: order } },
    async () => 'done',
  );
  http.get(
    '/find',
    { config, schema: { querystring: z.object({ limit: z.coerce.number().max(9) }) } },
    async () => 'done',
  );
  http.get(
    '/fail/:code',
    { config, schema: { params: z.object({ code: z.string() }) } },
    async ({ params }) => {
      throw new AppError(params.code as AppErrorCode, `because ${params.code}`, { retryAfter: 7 });
    },
  );
  http.get('/bug', { config }, async () => {
    throw new TypeError('the password=hunter2 leaked');
  });
  http.get('/outage', { config }, async () => {
    throw Object.assign(new Error('canceling statement due to lock timeout'), { code: '55P03' });
  });
  http.get('/legacy-bug', { config: { ...config, errors: 'detail' } }, async () => {
    throw new TypeError('x');
  });
  http.get('/outer', { config }, async () => {
    throw new OuterError('onec', 'limited', 'slow down', { afterMs: 2_500 });
  });
  http.get(
    '/lie',
    { config, schema: { response: { 200: z.object({ id: z.number() }) } } },
    async (_, reply) => reply.send({ id: 'x' as unknown as number }),
  );
};

const started = async () => {
  served = await serve(routes);
  const { url } = served;
  return {
    ...served,
    get: (path: string) => fetch(`${url}${path}`),
    post: (path: string, body: string, type = 'application/json') =>
      fetch(`${url}${path}`, { method: 'POST', body, headers: { 'content-type': type } }),
  };
};

describe('an AppError', () => {
  it.each(Object.entries(APP_ERRORS))('%s has its status and is a problem', async (code, { status }) => {
    const { get } = await started();
    const answer = await get(`/fail/${code}`);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(await answer.json()).toEqual({
      type: `urn:kontora:problem:${code}`,
      title: expect.any(String),
      status,
      detail: `because ${code}`,
      trace_id: answer.headers.get('x-trace-id'),
    });
    expect(answer.headers.get('retry-after')).toBe(['limited', 'unavailable'].includes(code) ? '7' : null);
  });
});

describe('a body that does not fit', () => {
  it('is 422 with every bad field: wrong types, overlong, unknown', async () => {
    const { post } = await started();
    const body = { name: 'too long', lines: [{ count: 1 }, { count: 'two', extra: 1 }], more: true, most: 1 };
    const answer = await post('/orders', JSON.stringify(body));
    const problem = (await answer.json()) as { errors: { path: string; issue: string }[] };
    expect(answer.status).toBe(422);
    expect(problem.errors.map(({ path }) => path).sort()).toEqual([
      'lines.1.count',
      'lines.1.extra',
      'more',
      'most',
      'name',
    ]);
    expect(problem.errors.find(({ path }) => path === 'more')?.issue).toBe('unknown field');
    expect(problem.errors.find(({ path }) => path === 'lines.1.count')?.issue).toMatch(/number/);
  });

  it('is told by at most twenty of its fields', async () => {
    const { post } = await started();
    const body = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`unknown${n}`, n]));
    const { errors } = (await (await post('/orders', JSON.stringify(body))).json()) as { errors: object[] };
    expect(errors).toHaveLength(20);
    const { detail } = (await (await post('/legacy', JSON.stringify(body))).json()) as { detail: object[] };
    expect(detail).toHaveLength(20);
  });

  it('is 415 when it is compressed', async () => {
    const { url } = await started();
    const answer = await fetch(`${url}/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: gzipSync('{}'),
    });
    expect([answer.status, answer.headers.get('accept-encoding')]).toEqual([415, 'identity']);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('is told as a list of places on detail routes', async () => {
    const { post } = await started();
    const answer = await post('/legacy', JSON.stringify({ name: 'Anna', lines: [{ count: 'x' }], more: 1 }));
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await answer.json()).toEqual({
      detail: [
        { loc: ['body', 'lines', 0, 'count'], msg: expect.stringMatching(/number/), type: 'invalid_type' },
        { loc: ['body', 'more'], msg: 'unknown field', type: 'unknown' },
      ],
    });
  });

  it('is told for the query under its name', async () => {
    const { get } = await started();
    const answer = await get('/find?limit=100');
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ errors: [{ path: 'query.limit' }] });
  });

  it('is 400 with the position where JSON breaks, when it is known', async () => {
    const { post } = await started();
    const answer = await post('/orders', '{"name": "a" "lines": []}');
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ status: 400, detail: 'Invalid JSON', position: 13 });
    expect(await (await post('/orders', '{"name": ')).json()).toMatchObject({ position: 9 });
    const legacy = await post('/legacy', '{"name": "a" "lines": []}');
    expect(await legacy.json()).toEqual({
      detail: 'Invalid JSON',
      position: 13,
      context: '{"name": "a" "lines": []}',
    });
    expect((await post('/orders', '{oops}')).status).toBe(400);
    expect((await post('/orders', '')).status).toBe(400);
    expect((await post('/orders', '{"__proto__": {"admin": true}}')).status).toBe(400);
  });

  it('is 413 when it is too large, 415 when it is no JSON', async () => {
    const { post } = await started();
    expect((await post('/orders', JSON.stringify({ name: 'x'.repeat(1_100_000) }))).status).toBe(413);
    expect((await post('/orders', '<a/>', 'text/xml')).status).toBe(415);
    expect((await post('/orders', '{}', 'text/plain')).status).toBe(415);
  });
});

describe('the limit of a body', () => {
  it('is one megabyte, and another where a route says so', async () => {
    served = await serve((http) => {
      http.post('/usual', { config }, async () => 'done');
      http.post('/large', { config, bodyLimit: 3_000_000 }, async () => 'done');
    });
    const post = async (path: string, bytes: number) => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify('x'.repeat(bytes - 2));
      return (await fetch(`${served?.url}${path}`, { method: 'POST', headers, body })).status;
    };
    expect(await post('/usual', 1_048_576)).toBe(200);
    expect(await post('/usual', 1_048_577)).toBe(413);
    expect(await post('/large', 3_000_000)).toBe(200);
    expect(await post('/large', 3_000_001)).toBe(413);
  });
});

describe('anything else', () => {
  it('is 500 with the trace id only, and logged once with its stack and without secrets', async () => {
    const { get, lines } = await started();
    const answer = await get('/bug');
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({
      type: 'urn:kontora:problem:bug',
      title: 'Internal Server Error',
      status: 500,
      trace_id: answer.headers.get('x-trace-id'),
    });
    await vi.waitFor(() => expect(lines().some(({ msg }) => msg === 'request')).toBe(true), PATIENCE);
    const errors = lines().filter(({ level }) => level === 'error');
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ trace_id: answer.headers.get('x-trace-id'), component: 'http' });
    expect(JSON.stringify(errors[0])).toMatch(/problems\.test\.ts/);
    expect(JSON.stringify(lines())).not.toContain('hunter2');
  });

  it('is 500 on detail routes too', async () => {
    const { get } = await started();
    expect(await (await get('/legacy-bug')).json()).toEqual({ detail: 'Internal Server Error' });
  });

  it('is 500 when an answer does not match its own schema', async () => {
    const { get } = await started();
    const answer = await get('/lie');
    expect(answer.status).toBe(500);
    expect(Object.keys((await answer.json()) as object)).not.toContain('detail');
  });
});

it('a database that is away or busy is 503, to be asked again, and no bug', async () => {
  const { get, lines } = await started();
  const answer = await get('/outage');
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
  expect(await answer.json()).toMatchObject({ type: 'urn:kontora:problem:unavailable' });
  expect(lines()).not.toContainEqual(expect.objectContaining({ level: 'error' }));
});

describe('an outer system that fails', () => {
  it('makes the route unavailable for as long as it asked', async () => {
    const { get } = await started();
    const answer = await get('/outer');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '3']);
  });
});

describe('what is no proper request', () => {
  it('with an impossible address is 400', async () => {
    const { get } = await started();
    const answer = await get('/%E0%A4%A');
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.headers.get('x-trace-id')).toMatch(/^[\da-f]{32}$/);
  });

  it('is answered as a problem and the connection ends', async () => {
    const { port } = await started();
    const answer = await exchange(port, 'NONSENSE\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toContain('application/problem+json');
    const large = await exchange(port, `GET / HTTP/1.1\r\nHost: x\r\nX-Large: ${'x'.repeat(80_000)}\r\n\r\n`);
    expect(large).toMatch(/^HTTP\/1\.1 431 /);
  });
});
