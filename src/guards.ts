import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError } from '#kernel/errors.ts';
import type { Guard } from '#platform/http/route-config.ts';

const THIS_MACHINE = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** A proxy on this machine that TRUST_PROXY does not name speaks for the whole world; it leaves one of these. */
const PROXY_HEADERS = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'];

/** /metrics: with a METRICS_TOKEN whoever knows it; without one only this machine, in production nobody. */
export const metricsGuard =
  (token: string | undefined, { production = false }: { production?: boolean } = {}): Guard =>
  async ({ ip, headers }) => {
    if (token === undefined) {
      const isProxied = PROXY_HEADERS.some((name) => headers[name] !== undefined);
      if (!production && THIS_MACHINE.has(ip) && !isProxied) return;
      throw new AppError('denied', 'set METRICS_TOKEN to read metrics from here');
    }
    const given = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
    if (!timingSafeEqual(digest(given), digest(token)))
      throw new AppError('unauthorized', 'the metrics token is needed');
  };

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
