import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { bytesOf, type Wrapping } from './bytes.ts';

/** What can be wrong with an answer of 1C. */
export const FAULTS = [
  'html_500',
  'html_200',
  'session_expired',
  'silence',
  'slow',
  'stall',
  'cut',
  'wrong_json',
  'wrong_shape',
  'empty',
  'forbidden',
  'missing',
  'redirect',
  'moved',
] as const;
export type Fault = (typeof FAULTS)[number];

/** A request that reached the fake. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  /** Login and password, of Basic in UTF-8. */
  readonly credentials: string | undefined;
  readonly port: number | undefined;
}

export type FakeOnec = Awaited<ReturnType<typeof startFakeOnec>>;

/** The path under which the base is published. */
export const SERVICE = '/base/hs/shop';

/** An HTTP service of 1C on this machine: the goods at `/base/hs/shop/catalog`, behind Basic. */
export const startFakeOnec = async ({
  port = 0,
  login = 'обмен',
  password = 'пароль',
  body = { items: [] },
  wrapping = {},
  tls,
  always,
}: {
  port?: number;
  login?: string;
  password?: string;
  body?: unknown;
  wrapping?: Wrapping;
  tls?: { readonly key: string; readonly cert: string };
  /** Every answer has this fault. */
  always?: Fault;
} = {}) => {
  const asked: Asked[] = [];
  const faults: Fault[] = [];
  let current = { body, wrapping };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers, socket } = request;
    const credentials = credentialsOf(headers.authorization);
    asked.push({ method, url, credentials, port: socket.remotePort });
    if (url.split('?')[0] !== `${SERVICE}/catalog`) return void response.writeHead(404).end();
    if (credentials !== `${login}:${password}`)
      return void response.writeHead(401, { 'www-authenticate': 'Basic realm="1C"' }).end();
    const text = typeof current.body === 'string' ? current.body : JSON.stringify(current.body);
    const bytes = bytesOf(text, current.wrapping);
    const fault = faults.shift() ?? always;
    if (fault) return FAULTY[fault](response, bytes);
    response.writeHead(200, headersOf(current.wrapping, bytes.length)).end(bytes);
  };

  const listener = (request: IncomingMessage, response: ServerResponse) => void answer(request, response);
  const server = tls ? createSecureServer(tls, listener) : createServer(listener);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo;

  return {
    /** What ONE_C_BASE_URL is set to. */
    baseUrl: `${tls ? 'https' : 'http'}://127.0.0.1:${address.port}${SERVICE}`,
    login,
    password,
    /** Every request so far. */
    asked: asked as readonly Asked[],
    /** The next answers have these faults, one each. */
    fail: (...next: readonly Fault[]) => void faults.push(...next),
    /** From now on it answers with this. */
    serve: (next: unknown, how: Wrapping = {}) => {
      current = { body: next, wrapping: how };
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

const credentialsOf = (authorization = ''): string | undefined => {
  const [, value] = /^Basic (\S+)$/.exec(authorization) ?? [];
  return value === undefined ? undefined : Buffer.from(value, 'base64').toString('utf8');
};

const headersOf = ({ charset, compression }: Wrapping, length: number) => ({
  'content-type': `application/json${charset ? `; charset=${charset}` : ''}`,
  'content-length': length,
  ...(compression ? { 'content-encoding': compression } : {}),
});

const EXCEPTION = '<!DOCTYPE html><html><body><h1>Ошибка выполнения обработчика</h1></body></html>';

const page = (response: ServerResponse, status: number): void =>
  void response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(EXCEPTION);

const FAULTY: Readonly<Record<Fault, (response: ServerResponse, bytes: Buffer) => void | Promise<void>>> = {
  html_500: (response) => page(response, 500),
  html_200: (response) => page(response, 200),
  session_expired: (response) => {
    const type = { 'content-type': 'text/plain; charset=utf-8' };
    response.writeHead(406, type).end('Истекло время ожидания сеанса');
  },
  silence: () => {},
  slow: async (response, bytes) => {
    response.writeHead(200, headersOf({}, bytes.length));
    for (let at = 0; at < bytes.length && !response.destroyed; at += Math.ceil(bytes.length / 10)) {
      response.write(bytes.subarray(at, at + Math.ceil(bytes.length / 10)));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    response.end();
  },
  stall: (response, bytes) => {
    response.writeHead(200, headersOf({}, bytes.length));
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)));
  },
  cut: (response, bytes) => {
    response.writeHead(200, headersOf({}, bytes.length));
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
  },
  wrong_json: (response) => void response.writeHead(200).end('{"items":[{"sku":"A-1",}]}'),
  wrong_shape: (response) => void response.writeHead(200).end('{"value":[]}'),
  empty: (response) => void response.writeHead(200).end(),
  forbidden: (response) => void response.writeHead(403).end(),
  missing: (response) => void response.writeHead(404).end(),
  moved: (response) => void response.writeHead(301, { location: `${SERVICE}/catalog?moved` }).end(),
  redirect: (response) =>
    void response.writeHead(302, { location: 'http://elsewhere.example/base/hs/shop/catalog' }).end(),
};
