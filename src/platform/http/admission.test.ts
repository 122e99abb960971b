import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import { type Served, serve } from './testing.ts';

let served: Served | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});

const metrics = async () => {};

describe('a route', () => {
  it('without a permission cannot be registered', async () => {
    served = await serve((http) => {
      expect(() => http.get('/open', async () => 'x')).toThrow(/\/open declares no permission/);
    });
  });

  it('with an unknown permission cannot be registered', async () => {
    served = await serve((http) => {
      const config = { permission: 'nobody' };
      expect(() => http.get('/open', { config }, async () => 'x')).toThrow(/unknown permission nobody/);
      expect(() => http.get('/open', { config: { permission: 'toString' } }, async () => 'x')).toThrow(
        /unknown/,
      );
    });
  });

  it('of a plugin is refused as well', async () => {
    const failing = serve(async (http) => {
      await http.register(async (scope) => {
        scope.get('/inner', async () => 'x');
      });
    });
    await expect(failing).rejects.toThrow(/\/inner declares no permission/);
  });

  it('is on the list of routes with its permission', async () => {
    served = await serve((http) => {
      http.get('/orders/:id', { config: { permission: 'metrics' } }, async () => 'x');
    });
    expect(served.http.routes()).toContainEqual({
      method: 'GET',
      url: '/orders/:id',
      permission: 'metrics',
      cors: false,
    });
    expect(served.http.routes()).toContainEqual({
      method: 'HEAD',
      url: '/orders/:id',
      permission: 'metrics',
      cors: false,
    });
    expect(served.http.routes().find(({ url }) => url === '/docs/json')?.permission).toBe('public');
  });
});

describe('the guard of a route', () => {
  it('decides who gets in, before the body is read', async () => {
    let parsed = 0;
    served = await serve(
      (http) => {
        http.post(
          '/orders',
          { config: { permission: 'staff' }, schema: { body: z.object({}) } },
          async () => {
            parsed += 1;
            return 'in';
          },
        );
      },
      {
        guards: {
          metrics,
          staff: async ({ headers }) => {
            if (headers.authorization === undefined) throw new AppError('unauthorized', 'sign in');
            if (headers.authorization !== 'Bearer chief') throw new AppError('denied', 'not yours');
          },
        },
      },
    );
    const post = (headers: Record<string, string>) =>
      fetch(`${served?.url}/orders`, {
        method: 'POST',
        body: '{broken',
        headers: { 'content-type': 'application/json', ...headers },
      });
    const stranger = await post({});
    expect([stranger.status, stranger.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect((await post({ authorization: 'Bearer other' })).status).toBe(403);
    expect((await post({ authorization: 'Bearer chief' })).status).toBe(400);
    expect(parsed).toBe(0);
  });

  it('named public lets everybody in', async () => {
    served = await serve((http) => {
      http.get('/open', { config: { permission: 'public' } }, async () => ({ ok: true }));
    });
    expect(await (await fetch(`${served.url}/open`)).json()).toEqual({ ok: true });
  });
});

describe('an address', () => {
  const routes = () =>
    serve((http) => {
      const config = { permission: 'public' };
      http.get('/orders/:id', { config }, async () => 'x');
      http.delete('/orders/:id', { config }, async () => 'x');
      http.post('/orders/search', { config }, async () => 'x');
    });

  it('that does not exist is 404, whatever is sent there', async () => {
    served = await routes();
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      for (const type of ['text/xml', 'application/json']) {
        const body = ['GET', 'OPTIONS'].includes(method) ? null : '<xml/>';
        const headers = { 'content-type': type };
        const answer = await fetch(`${served.url}/nowhere`, { method, body, headers });
        expect([method, type, answer.status]).toEqual([method, type, 404]);
      }
    }
  });

  it('that takes other methods is 405 and names them', async () => {
    served = await routes();
    const answer = await fetch(`${served.url}/orders/7`, { method: 'PUT', body: 'x' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, DELETE']);
    const other = await fetch(`${served.url}/orders/7`, { method: 'OPTIONS' });
    expect([other.status, other.headers.get('allow')]).toEqual([405, 'GET, HEAD, DELETE']);
    expect((await fetch(`${served.url}/orders/`, { method: 'PUT' })).status).toBe(404);
  });
});
