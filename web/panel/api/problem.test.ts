import { expect, it } from 'vitest';
import { asProblem, isOutage, Problem, problemOf } from './problem.ts';

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers });

it('tells a problem document with its fields, trace and wait', async () => {
  const body = {
    type: 'urn:kontora:problem:invalid',
    title: 'Unprocessable',
    status: 422,
    detail: 'the body does not match',
    trace_id: 'abc',
    errors: [{ path: 'name', issue: 'too short' }],
  };
  expect(await problemOf(answer(422, body, { 'retry-after': '7' }))).toMatchObject({
    code: 'invalid',
    status: 422,
    detail: 'the body does not match',
    traceId: 'abc',
    fields: { name: 'too short' },
    retryAfter: 7,
  });
});

it.each([
  [401, 'unauthorized'],
  [403, 'denied'],
  [404, 'missing'],
  [429, 'limited'],
  [418, 'request'],
  [502, 'unavailable'],
])('makes a problem of any other answer: %i is %s', async (status, code) => {
  const problem = await problemOf(answer(status, '<html>proxy</html>', { 'x-trace-id': 'from-header' }));
  expect(problem).toMatchObject({ code, status, traceId: 'from-header', retryAfter: undefined });
});

it('knows an outage from a refusal', () => {
  expect(isOutage(new Problem('offline', 0))).toBe(true);
  expect(isOutage(new Problem('unavailable', 503))).toBe(true);
  expect(isOutage(new Problem('denied', 403))).toBe(false);
  expect(isOutage(asProblem(new TypeError('x is not a function')))).toBe(false);
});
