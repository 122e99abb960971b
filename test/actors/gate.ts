import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '#platform/db/connection.ts';

/** A way to a PostgreSQL server that can be shut: everything behind it is then gone, as in an outage. */
export interface Gate {
  readonly connection: Connection;
  /** Cuts every connection and refuses new ones. */
  shut(): Promise<void>;
  reopen(): Promise<void>;
  remove(): Promise<void>;
}

/** Puts a gate, a Unix socket of its own, before the server of `target`. */
export const gateTo = async (target: Connection): Promise<Gate> => {
  const connection = target.connectionString === undefined ? target : partsOf(target.connectionString);
  const folder = await mkdtemp(join(tmpdir(), 'gate-'));
  const port = connection.port ?? 5432;
  const name = `.s.PGSQL.${port}`;
  const sockets = new Set<Socket>();
  let server: Server | undefined;

  const reopen = async (): Promise<void> => {
    server = createServer((near) => {
      const far = connection.host?.startsWith('/')
        ? connect(join(connection.host, name))
        : connect(port, connection.host ?? '127.0.0.1');
      for (const socket of [near, far]) {
        sockets.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => {
          sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
      }
      near.pipe(far).pipe(near);
    });
    await new Promise<void>((resolve) => server?.listen(join(folder, name), resolve));
  };
  const shut = async (): Promise<void> => {
    const closed = new Promise((resolve) => server?.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };

  await reopen();
  return {
    connection: { ...connection, host: folder, port },
    shut,
    reopen,
    remove: async () => {
      await shut();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const partsOf = (connectionString: string): Connection => {
  const url = new URL(connectionString);
  return {
    host: url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
  };
};
