import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { AppError } from '#kernel/errors.ts';
import { testDatabase } from '#test/database.ts';
import { PATIENCE } from '#test/patience.ts';
import { addressKey, createLimiter } from './limiter.ts';
import { type Served, serve } from './testing.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

let served: Served | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});

const minute = (points: number) => ({ points, seconds: 60 });

describe('an exact limit', () => {
  it('admits so many and then says how long to wait', async () => {
    const limiter = createLimiter(database);
    const waits = [];
    for (let count = 0; count < 5; count += 1) waits.push(await limiter.take('login', 'a', minute(3)));
    expect(waits.slice(0, 3)).toEqual([0, 0, 0]);
    for (const wait of waits.slice(3)) expect(wait).toBeGreaterThan(50);
    expect(await limiter.take('login', 'b', minute(3))).toBe(0);
    expect(await limiter.take('other', 'a', minute(3))).toBe(0);
  });

  it('is one over all replicas', async () => {
    const [one, two] = [createLimiter(database), createLimiter(database)];
    for (let count = 0; count < 2; count += 1) {
      expect(await one.take('replicas', 'a', minute(4))).toBe(0);
      expect(await two.take('replicas', 'a', minute(4))).toBe(0);
    }
    expect(await one.take('replicas', 'a', minute(4))).toBeGreaterThan(0);
    expect(await two.take('replicas', 'a', minute(4))).toBeGreaterThan(0);
  });

  it('costs no query for a key that is known to be refused', async () => {
    let queries = 0;
    const pool = {
      query: ((query: pg.QueryConfig) => {
        queries += 1;
        return database.pool.query(query);
      }) as pg.Pool['query'],
    };
    const limiter = createLimiter({ pool });
    for (let count = 0; count < 20; count += 1) await limiter.take('known', 'a', minute(2));
    expect(queries).toBe(3);
  });
});

describe('the cost of a request', () => {
  it('is taken at once, and asking what is known takes nothing', async () => {
    const limiter = createLimiter(database);
    expect(await limiter.take('cost', 'a', minute(10), 8)).toBe(0);
    expect(limiter.known('cost', 'a')).toBe(0);
    expect(await limiter.take('cost', 'a', minute(10), 3)).toBeGreaterThan(0);
    expect(limiter.known('cost', 'a')).toBeGreaterThan(50);
    expect(limiter.known('cost', 'b')).toBe(0);
  });
});

describe('a background limit', () => {
  it('admits at once, counts every request in few writes, and refuses when the count is known', async () => {
    const limiter = createLimiter(database);
    for (let count = 0; count < 500; count += 1) expect(limiter.note('usual', 'a', minute(100))).toBe(0);
    await vi.waitFor(() => expect(limiter.note('usual', 'a', minute(100))).toBeGreaterThan(0), PATIENCE);
    const { rows } = await database.pool.query(`select points from rate_limits where key = 'usual:a'`);
    expect(rows[0]?.points).toBeGreaterThanOrEqual(500);
  });

  it('is one over all replicas', async () => {
    const [one, two] = [createLimiter(database), createLimiter(database)];
    for (let count = 0; count < 60; count += 1) one.note('both', 'a', minute(100));
    for (let count = 0; count < 60; count += 1) two.note('both', 'a', minute(100));
    await vi.waitFor(() => expect(one.note('both', 'a', minute(100))).toBeGreaterThan(0), PATIENCE);
    await vi.waitFor(() => expect(two.note('both', 'a', minute(100))).toBeGreaterThan(0), PATIENCE);
  });
});

describe('without a database', () => {
  it('limits are counted in memory', async () => {
    const pool = new pg.Pool({ host: '127.0.0.1', port: 1 });
    const limiter = createLimiter({ pool });
    expect(await limiter.take('login', 'a', minute(2))).toBe(0);
    expect(await limiter.take('login', 'a', minute(2))).toBe(0);
    expect(await limiter.take('login', 'a', minute(2))).toBeGreaterThan(0);
    for (let count = 0; count < 9; count += 1) limiter.note('usual', 'b', minute(5));
    await vi.waitFor(() => expect(limiter.note('usual', 'b', minute(5))).toBeGreaterThan(0), PATIENCE);
    await pool.end();
  });

  it('a database that hangs holds up nobody for long', async () => {
    const pool = { query: (() => new Promise(() => {})) as pg.Pool['query'] };
    expect(await createLimiter({ pool }).take('login', 'a', minute(1))).toBe(0);
  });
});

describe('the key of an address', () => {
  it.each([
    ['10.1.2.3', '10.1.2.3'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['not an address', 'not an address'],
  ])('of %s is %s', (address, key) => expect(addressKey(address)).toBe(key));
});

describe('a route', () => {
  const routes = (options: { points: number }) =>
    serve(
      (http) => {
        http.post('/login', { config: { permission: 'guessing', limit: minute(2) } }, async () => 'in');
        http.get('/usual', { config: { permission: 'known' } }, async () => 'x');
        http.get('/hook', { config: { permission: 'public', limit: false } }, async () => 'x');
      },
      {
        limiter: createLimiter(database),
        usualLimit: { points: options.points, seconds: 60 },
        trustProxy: true,
        guards: {
          metrics: async () => {},
          guessing: async () => {
            throw new Error('wrong password');
          },
          known: async (request) => {
            request.subject = request.headers.authorization ?? null;
          },
        },
      },
    );
  const ask = (path: string, method = 'GET', headers: Record<string, string> = {}) =>
    fetch(`${served?.url}${path}`, { method, headers });

  it('answers 429 with Retry-After; failed guesses count; addresses count apart', async () => {
    served = await routes({ points: 1_000 });
    const from = (address: string) => ask('/login', 'POST', { 'x-forwarded-for': address });
    const statuses = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await from('2001:db8::1')).status);
    expect(statuses).toEqual([500, 500, 429, 429]);
    const refused = await from('2001:db8::2');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
    expect(await refused.json()).toMatchObject({ type: 'urn:kontora:problem:limited' });
    expect((await from('2001:db8:0:1::1')).status).toBe(500);
  });

  it('without a limit of its own shares the usual one, per subject', async () => {
    served = await routes({ points: 5 });
    const refusedAs = (authorization: string) =>
      vi.waitFor(
        async () => expect((await ask('/usual', 'GET', { authorization })).status).toBe(429),
        PATIENCE,
      );
    for (let count = 0; count < 5; count += 1) await ask('/usual', 'GET', { authorization: 'anna' });
    await refusedAs('anna');
    expect((await ask('/usual', 'GET', { authorization: 'boris' })).status).toBe(200);
  });

  it('does not ask its guard about an address that is refused already', async () => {
    let asked = 0;
    served = await serve(
      (http) => {
        http.post('/upload', { config: { permission: 'session', limit: minute(2) } }, async () => 'in');
      },
      {
        limiter: createLimiter(database),
        guards: {
          metrics: async () => {},
          session: async () => {
            asked += 1;
            throw new AppError('unauthorized', 'no such session');
          },
        },
      },
    );
    const statuses = [];
    for (let count = 0; count < 6; count += 1) statuses.push((await ask('/upload', 'POST')).status);
    expect(statuses).toEqual([401, 401, 429, 429, 429, 429]);
    expect(asked).toBe(3);
  });

  it('counts many subjects of one address together, by ten times the limit of one', async () => {
    served = await serve(
      (http) => {
        http.post('/say', { config: { permission: 'known', limit: minute(2) } }, async () => 'heard');
      },
      {
        limiter: createLimiter(database),
        trustProxy: true,
        guards: {
          metrics: async () => {},
          known: async (request) => {
            request.subject = request.headers.authorization ?? null;
          },
        },
      },
    );
    const say = async (visitor: number, address = '198.51.100.7'): Promise<number> => {
      const headers = { authorization: `visitor ${visitor}`, 'x-forwarded-for': address };
      return (await ask('/say', 'POST', headers)).status;
    };
    for (let visitor = 0; visitor < 20; visitor += 1) expect(await say(visitor)).toBe(200);
    let next = 20;
    await vi.waitFor(async () => expect(await say(next++)).toBe(429), PATIENCE);
    expect(await say(next, '198.51.100.8')).toBe(200);
  });

  it('may be exempt', async () => {
    served = await routes({ points: 1 });
    for (let count = 0; count < 10; count += 1) expect((await ask('/hook')).status).toBe(200);
    const { rows } = await database.pool.query(`select 1 from rate_limits where key like '%/hook%'`);
    expect(rows).toEqual([]);
  });
});
