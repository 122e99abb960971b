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
  served = await serve(undefined, options);
  const { url } = served;
  return {
    ...served,
    ask: async (path: string) => {
      const answer = await fetch(`${url}${path}`);
      return [answer.status, await answer.text()];
    },
  };
};

const down = async () => {
  throw new Error('down');
};

describe('/health', () => {
  it('is ok to the letter', async () => {
    const { ask } = await started();
    expect(await ask('/health')).toEqual([200, '{"status":"ok"}']);
  });

  it('is 503 when the database is down, even if the check throws at once', async () => {
    const { ask } = await started({
      checks: {
        database() {
          throw new Error('down');
        },
      },
    });
    expect(await ask('/health')).toEqual([503, '{"status":"unavailable"}']);
  });

  it('is 503 when the database does not answer in time', async () => {
    const { ask } = await started({ checks: { database: () => new Promise(() => {}) } });
    expect(await ask('/health')).toEqual([503, '{"status":"unavailable"}']);
  });

  it('asks the database once for all who ask at the same moment', async () => {
    let asked = 0;
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { ask, http } = await started({
      checks: {
        database: () => {
          asked += 1;
          return released;
        },
      },
    });
    let arrived = 0;
    http.server.on('request', () => {
      arrived += 1;
      if (arrived === 3) setImmediate(release);
    });
    const answers = await Promise.all([ask('/health'), ask('/health'), ask('/health')]);
    expect(answers.map(([status]) => status)).toEqual([200, 200, 200]);
    expect(asked).toBeLessThan(3);
  });
});

describe('/ready', () => {
  it('is 503 while starting, then 200', async () => {
    const { ask, http } = await started();
    expect(await ask('/ready')).toEqual([503, '{"status":"starting","failed":[]}']);
    http.markReady();
    expect(await ask('/ready')).toEqual([200, '{"status":"ready","failed":[]}']);
  });

  it('names the parts that failed and nothing more', async () => {
    const { ask, http } = await started({ checks: { database: async () => {}, queue: down, files: down } });
    http.markReady();
    expect(await ask('/ready')).toEqual([503, '{"status":"unavailable","failed":["queue","files"]}']);
  });
});

describe('/metrics', () => {
  it('is Prometheus text behind its own guard', async () => {
    const { ask } = await started();
    await ask('/health');
    const [status, text] = await ask('/metrics');
    expect(status).toBe(200);
    expect(text).toContain('# TYPE http_request_duration_seconds histogram');
    expect(text).toContain('route="/health"');
  });

  it('is closed when the guard says so', async () => {
    const metrics = async () => {
      throw new AppError('unauthorized', 'for Prometheus only');
    };
    const { ask } = await started({ guards: { metrics } });
    expect((await ask('/metrics'))[0]).toBe(401);
  });

  it('must have a guard', async () => {
    await expect(serve(undefined, { guards: {} })).rejects.toThrow(/unknown permission metrics/);
  });
});
