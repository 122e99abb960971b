import { connect, createServer, type Socket } from 'node:net';
import { listeningOn } from './listening.ts';

/** The line between browsers and the office: its address stays while the office restarts, and it can be cut. */
export interface Line {
  readonly url: string;
  /** Ends every connection, and each new one at once. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** Opens a line to the office, whose address `to` is asked for at every connection. */
export const openLine = async (to: () => string): Promise<Line> => {
  const sockets = new Set<Socket>();
  let whole = true;
  const server = createServer((near) => {
    if (!whole) return near.destroy();
    const { hostname, port } = new URL(to());
    const far = connect(Number(port), hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
    return undefined;
  });
  const hangUp = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${await listeningOn(server)}`,
    cut: () => {
      whole = false;
      hangUp();
    },
    mend: () => {
      whole = true;
    },
    close: async () => {
      hangUp();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
