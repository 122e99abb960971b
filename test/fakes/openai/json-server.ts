import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** One request as a fake of a language model heard it. */
export interface Heard {
  readonly service: 'gigachat' | 'openai';
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As it was sent. */
  readonly text: string;
  /** What was answered. */
  status: number;
}

/** What a fake answers: `text` as it is, or `json`; `wait` holds it back. */
export interface Reply {
  readonly status?: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds; a client that leaves is not waited for. */
  readonly wait?: number;
}

export interface JsonServer {
  /** Such as `http://127.0.0.1:8092`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** A server on this machine alone; every request goes to the log before it is answered. */
export const startJsonServer = async ({
  service,
  port = 0,
  tls,
  log,
  answer,
}: {
  service: Heard['service'];
  port?: number | undefined;
  tls?: { readonly key: string; readonly cert: string } | undefined;
  log: Heard[];
  answer: (heard: Heard, gone: AbortSignal) => Reply | Promise<Reply>;
}): Promise<JsonServer> => {
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const heard: Heard = {
      service,
      method: request.method ?? '',
      path: request.url ?? '',
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      ),
      text,
      status: 0,
    };
    log.push(heard);
    const reply = await answer(heard, gone.signal);
    if (reply.wait !== undefined) await held(reply.wait, gone.signal);
    heard.status = reply.status ?? 200;
    if (gone.signal.aborted) return;
    const type = reply.text === undefined ? 'application/json' : 'text/html; charset=utf-8';
    response.writeHead(heard.status, { 'content-type': type, ...reply.headers });
    response.end(reply.text ?? JSON.stringify(reply.json ?? {}));
  };
  const listen = (request: IncomingMessage, response: ServerResponse) =>
    void serve(request, response).catch(() => response.destroy());
  const server = tls ? createSecureServer(tls, listen) : createServer(listen);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: given } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${given}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

const held = (ms: number, gone: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    gone.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
