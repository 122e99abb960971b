import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { createLog } from '#platform/log/log.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';
import type { Http } from './http.ts';
import type { Limiter } from './limiter.ts';
import { createHttp, type HttpOptions } from './server.ts';

/** For tests: lets everything pass. */
export const unlimited: Limiter = { take: async () => 0, note: () => 0, known: () => 0 };

/** For tests: a real server on a free port of this machine, with the routes given; its log is `lines()`. */
export const serve = async (
  routes: (http: Http) => void | Promise<void> = () => {},
  options: Partial<HttpOptions> = {},
) => {
  const out = new PassThrough();
  let text = '';
  out.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const { log } = createLog({ level: 'debug', format: 'json', out });
  const metrics = createMetrics();
  const http = await createHttp({
    log,
    metrics,
    guards: { metrics: async () => {} },
    limiter: unlimited,
    checks: { database: async () => {} },
    production: false,
    version: '1.2.3',
    ...options,
  });
  await routes(http);
  await http.listen({ host: '127.0.0.1', port: 0 });
  const { port } = http.server.address() as AddressInfo;
  return {
    http,
    metrics,
    port,
    url: `http://127.0.0.1:${port}`,
    lines: () =>
      text
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    close: () => http.drain(0),
  };
};

export type Served = Awaited<ReturnType<typeof serve>>;

/** For tests: everything a server answers to these bytes until it ends the connection. */
export const exchange = async (port: number, bytes: string): Promise<string> => {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk.toString();
  });
  socket.on('error', () => {});
  socket.write(bytes);
  await once(socket, 'close');
  return answer;
};
