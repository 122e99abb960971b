import type { Http } from '#platform/http/http.ts';
import type { Limiter } from '#platform/http/limiter.ts';
import type { Guards } from '#platform/http/route-config.ts';
import { createHttp } from '#platform/http/server.ts';
import type { Log } from '#platform/log/log.ts';
import type { Metrics } from '#platform/metrics/metrics.ts';
import type { Config } from './config.ts';
import type { OfficeDatabase } from './database.ts';
import { metricsGuard } from './guards.ts';
import { VERSION } from './version.ts';

/** The web server of the office, before any route: who is let in, how often, and what its health asks. */
export const serve = ({
  core,
  pool,
  guards,
  ...deps
}: {
  core: Config['core'];
  pool: Pick<OfficeDatabase['pool'], 'query'>;
  /** Of all permissions but that of the metrics. */
  guards: Guards;
  limiter: Limiter;
  metrics: Metrics;
  log: Log;
}): Promise<Http> => {
  const production = core.stage === 'production';
  return createHttp({
    ...deps,
    guards: { ...guards, metrics: metricsGuard(core.metricsToken, { production }) },
    checks: { database: async () => void (await pool.query('select 1')) },
    production,
    version: VERSION,
    ...(core.trustProxy ? { trustProxy: [...core.trustProxy] } : {}),
    ...(core.publicUrl ? { publicUrl: core.publicUrl } : {}),
  });
};
