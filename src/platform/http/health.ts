import { z } from 'zod';
import type { Metrics } from '#platform/metrics/metrics.ts';
import type { Http } from './http.ts';

/** Parts this process cannot work without, by name; each check rejects when its part is down. */
export type Checks = { database(): Promise<void> } & Readonly<Record<string, () => Promise<void>>>;

const CHECK_MS = 2_000;

/** `/health` for supervisors, `/ready` for load balancers, `/metrics` for Prometheus (guard `metrics`). */
export const addHealth = (http: Http, options: { checks: Checks; metrics: Metrics }): void => {
  const { metrics } = options;
  const checks = Object.entries(options.checks).map(([name, check]) => ({ name, passes: shared(check) }));
  const config = { permission: 'public', limit: false } as const;

  http.get(
    '/health',
    {
      config,
      logLevel: 'warn',
      schema: {
        summary: 'Whether the system works',
        tags: ['system'],
        response: {
          200: z.object({ status: z.literal('ok') }),
          503: z.object({ status: z.literal('unavailable') }),
        },
      },
    },
    async (_, reply) => {
      reply.header('cache-control', 'no-store');
      const works = await checks.find(({ name }) => name === 'database')?.passes();
      return works ? reply.send({ status: 'ok' }) : reply.code(503).send({ status: 'unavailable' });
    },
  );

  const readiness = z.object({
    status: z.enum(['ready', 'starting', 'draining', 'unavailable']),
    failed: z.array(z.string()).describe('Names of the parts that are down'),
  });

  http.get(
    '/ready',
    {
      config,
      logLevel: 'warn',
      schema: {
        summary: 'Whether this process takes requests',
        tags: ['system'],
        response: { 200: readiness, 503: readiness },
      },
    },
    async (_, reply) => {
      reply.header('cache-control', 'no-store');
      const results = await Promise.all(
        checks.map(async ({ name, passes }) => ((await passes()) ? [] : [name])),
      );
      const failed = results.flat();
      const state = http.lifecycle.state();
      const status = state === 'ready' && failed.length > 0 ? 'unavailable' : state;
      return reply.code(status === 'ready' ? 200 : 503).send({ status, failed });
    },
  );

  http.get(
    '/metrics',
    {
      config: { permission: 'metrics', limit: false },
      logLevel: 'warn',
      schema: { summary: 'Counts in Prometheus text format', tags: ['system'] },
    },
    async (_, reply) => reply.type(metrics.contentType).send(await metrics.text()),
  );
};

/** The check as a yes or no within its time; askers at the same moment share one run. */
const shared = (check: () => Promise<void>): (() => Promise<boolean>) => {
  let running: Promise<boolean> | undefined;
  const run = async (): Promise<boolean> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), CHECK_MS);
    });
    const passed = Promise.resolve()
      .then(check)
      .then(
        () => true,
        () => false,
      );
    return Promise.race([passed, late]).finally(() => {
      clearTimeout(timer);
      running = undefined;
    });
  };
  return () => {
    running ??= run();
    return running;
  };
};
