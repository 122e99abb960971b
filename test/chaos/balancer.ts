import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What stands before the replicas in webhook mode: each new connection goes to the next open one. */
export const startBalancer = async (
  ports: () => readonly number[],
): Promise<{ readonly url: string; stop(): void }> => {
  const open = new Set<Socket>();
  let next = 0;
  const server = createServer((client) => {
    const living = ports();
    next += 1;
    const port = living[next % living.length];
    if (port === undefined) return client.destroy();
    const replica = connect(port, '127.0.0.1');
    for (const [one, other] of [
      [client, replica],
      [replica, client],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
};
