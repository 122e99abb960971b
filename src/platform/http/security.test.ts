import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '#kernel/errors.ts';
import type { HttpOptions } from './server.ts';
import { type Served, serve } from './testing.ts';

let served: Served | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});

const started = async (options: Partial<HttpOptions> = {}) => {
  served = await serve(
    (http) => {
      http.get('/page', { config: { permission: 'public' } }, async () => 'x');
      http.get('/frame', { config: { permission: 'public', embeddable: true } }, async () => 'x');
      http.get('/api', { config: { permission: 'token', cors: true } }, async () => 'x');
      http.post('/api', { config: { permission: 'token', cors: true } }, async () => 'x');
      http.delete('/api', { config: { permission: 'token' } }, async () => 'x');
    },
    {
      guards: {
        metrics: async () => {},
        token: async ({ headers }) => {
          if (headers.authorization !== 'Bearer t') throw new AppError('unauthorized', 'no token');
        },
      },
      ...options,
    },
  );
  return served.url;
};

describe('security headers', () => {
  it('let a page load itself only and be framed by nobody', async () => {
    const { headers } = await fetch(`${await started()}/page`);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('upgrade-insecure-requests');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('server')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('are on errors and unknown addresses too', async () => {
    const { headers } = await fetch(`${await started()}/nowhere`);
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
  });

  it('let any site frame a route that says so', async () => {
    const { headers } = await fetch(`${await started()}/frame`);
    expect(headers.get('content-security-policy')).toContain('frame-ancestors *');
    expect(headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(headers.get('x-frame-options')).toBeNull();
  });

  it.each([
    [true, 'https://kontora.example', true],
    [true, 'http://kontora.example', false],
    [false, 'https://kontora.example', false],
  ])('with production %s at %s ask for HTTPS: %s', async (production, publicUrl, expected) => {
    const { headers } = await fetch(`${await started({ production, publicUrl })}/page`);
    expect(headers.has('strict-transport-security')).toBe(expected);
    expect(headers.get('content-security-policy')?.includes('upgrade-insecure-requests')).toBe(expected);
  });
});

describe('CORS', () => {
  const preflight = (url: string, method: string) =>
    fetch(`${url}/api`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://shop.example',
        'access-control-request-method': method,
        'access-control-request-headers': 'authorization,content-type',
      },
    });

  it('answers any origin on routes that say so, errors included, without credentials', async () => {
    const url = await started();
    for (const authorization of ['Bearer t', 'wrong']) {
      const { headers } = await fetch(`${url}/api`, {
        headers: { origin: 'https://shop.example', authorization },
      });
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('access-control-allow-credentials')).toBeNull();
      expect(headers.get('access-control-expose-headers')).toContain('x-trace-id');
      expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    }
  });

  it('answers preflights without a token', async () => {
    const answer = await preflight(await started(), 'POST');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-allow-methods')).toBe('GET, HEAD, POST');
    expect(answer.headers.get('access-control-allow-headers')).toContain('authorization');
  });

  it('is refused for methods and routes that do not say so', async () => {
    const url = await started();
    const answer = await preflight(url, 'DELETE');
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([405, null]);
    const page = await fetch(`${url}/page`, { headers: { origin: 'https://shop.example' } });
    expect(page.headers.get('access-control-allow-origin')).toBeNull();
    expect(page.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });
});
