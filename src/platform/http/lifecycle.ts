import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyInstance {
    readonly lifecycle: Lifecycle;
    /** From now on `/ready` says so. */
    markReady(): void;
    /**
     * Stops accepting, ends event streams, lets running requests finish, and cuts what is left after
     * `deadlineMs` milliseconds (10 000 by default). Resolves when the server is closed.
     */
    drain(deadlineMs?: number): Promise<void>;
  }
}

export interface Lifecycle {
  state(): 'starting' | 'ready' | 'draining';
  /** Open streams: each is ended by its function when the server drains. */
  readonly streams: Set<() => void>;
}

/** Start and end of the server, so that no request is cut and nobody is sent to a server that leaves. */
export const addLifecycle = (http: FastifyInstance): void => {
  let state: 'starting' | 'ready' | 'draining' = 'starting';
  const streams = new Set<() => void>();

  http.decorate('lifecycle', { state: () => state, streams });
  http.decorate('markReady', () => {
    if (state === 'starting') state = 'ready';
  });
  http.decorate('drain', async (deadlineMs = 10_000) => {
    state = 'draining';
    const deadline = setTimeout(() => http.server.closeAllConnections(), deadlineMs);
    await http.close().finally(() => clearTimeout(deadline));
  });

  http.addHook('onSend', async (_, reply) => {
    if (state === 'draining') reply.header('connection', 'close');
  });
  http.addHook('preClose', async () => {
    state = 'draining';
    for (const end of streams) end();
  });
};
