import { describe, expect, it, onTestFinished } from 'vitest';
import { serve } from '#platform/http/testing.ts';
import { metricsGuard } from './guards.ts';

/** Asks a real server for /metrics; answers the status. */
const ask = async (
  { token, trustProxy, production }: { token?: string; trustProxy?: string[]; production?: boolean },
  headers: Record<string, string> = {},
): Promise<number> => {
  const { url, close } = await serve(() => {}, {
    guards: { metrics: metricsGuard(token, { production: production ?? false }) },
    ...(trustProxy ? { trustProxy } : {}),
  });
  onTestFinished(close);
  const response = await fetch(`${url}/metrics`, { headers });
  const text = await response.text();
  expect(text.includes('process_cpu_seconds_total')).toBe(response.status === 200);
  if (token !== undefined) expect(text).not.toContain(token);
  return response.status;
};

const ELSEWHERE = { 'x-forwarded-for': '203.0.113.7' };

describe('/metrics without a token', () => {
  it('is for this machine', async () => {
    expect(await ask({})).toBe(200);
  });

  it('is not for another machine behind a proxy', async () => {
    expect(await ask({ trustProxy: ['127.0.0.1'] }, ELSEWHERE)).toBe(403);
    expect(await ask({ trustProxy: ['127.0.0.1'] }, { 'x-forwarded-for': '127.0.0.1, 203.0.113.7' })).toBe(
      403,
    );
  });

  it('is not for the world behind a proxy that nobody told us of', async () => {
    expect(await ask({}, ELSEWHERE)).toBe(403);
    expect(await ask({}, { 'x-forwarded-for': '127.0.0.1' })).toBe(403);
  });

  it.each(['forwarded', 'x-real-ip', 'via'])('is not for a proxy that tells itself by %s', async (header) => {
    expect(await ask({}, { [header]: '1.1 front' })).toBe(403);
  });

  it('is for nobody in production', async () => {
    expect(await ask({ production: true })).toBe(403);
    const token = 'a-token-of-the-monitoring';
    expect(await ask({ production: true, token }, { authorization: `Bearer ${token}` })).toBe(200);
  });

  it('takes no token for an answer', async () => {
    expect(await ask({}, { ...ELSEWHERE, authorization: 'Bearer ' })).toBe(403);
    expect(await ask({}, { ...ELSEWHERE, authorization: 'Bearer undefined' })).toBe(403);
  });
});

describe('/metrics with a token', () => {
  const token = 'a-token-of-the-monitoring';

  it.each([`Bearer ${token}`, `bearer ${token}`, `Bearer   ${token}`])(
    'is for who knows it: %j',
    async (authorization) => {
      expect(await ask({ token }, { ...ELSEWHERE, authorization })).toBe(200);
    },
  );

  it.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Bearer wrong',
    `Bearer ${token}x`,
    `Bearer ${token.slice(0, -1)}`,
    `Bearer ${token.toUpperCase()}`,
    `Basic ${token}`,
    token,
    `Bearer ${token} ${token}`,
    `Bearer ${'x'.repeat(5_000)}`,
  ])('is for nobody else, not even on this machine: %j', async (authorization) => {
    expect(await ask({ token }, authorization === undefined ? {} : { authorization })).toBe(401);
  });
});
