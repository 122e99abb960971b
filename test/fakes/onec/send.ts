import { once } from 'node:events';
import { connect } from 'node:net';
import { bytesOf, type Wrapping } from './bytes.ts';

/** Where the sender puts the token. */
export const TOKEN_PLACES = ['x-1c-token', 'x-token', 'query', 'bearer', 'basic'] as const;
export type TokenPlace = (typeof TOKEN_PLACES)[number];

export const ROUTES = ['/integrations/1c/catalog', '/onec/catalog', '/api/onec/catalog'] as const;

/** One push as an exchange module would make it. */
export interface Sending extends Wrapping {
  /** Of Kontora, such as `http://localhost:8000`. */
  readonly base: string;
  /** The body: a value becomes JSON, a text is sent as it is. */
  readonly body: unknown;
  readonly route?: string | undefined;
  readonly token?: string | undefined;
  readonly place?: TokenPlace | undefined;
  /** Null: none is sent. */
  readonly contentType?: string | null | undefined;
  readonly query?: Readonly<Record<string, string>> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly http?: '1.0' | '1.1' | undefined;
  /** False: without the header Host. */
  readonly host?: boolean | undefined;
  /** The length is not told; the body goes in pieces of so many bytes. */
  readonly chunked?: number | undefined;
  /** The body goes only after the server has asked for it. */
  readonly expectContinue?: boolean | undefined;
  /** Milliseconds between two pieces of the body. */
  readonly pauseMs?: number | undefined;
  /** Hangs up after so many bytes of the body. */
  readonly hangUpAfter?: number | undefined;
}

/** What Kontora answered; status 0: nothing came. */
export interface Sent {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Pushes over a bare socket: 1C is not a polite library, and this is what it sends. */
export const send = async (sending: Sending): Promise<Sent> => {
  const { base, hangUpAfter, expectContinue = false, pauseMs } = sending;
  const { hostname, port, host } = new URL(base);
  const body = typeof sending.body === 'string' ? sending.body : JSON.stringify(sending.body);
  const bytes = bytesOf(body, sending);
  const socket = connect(Number(port || 80), hostname);
  const received: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => received.push(chunk));
  socket.on('error', () => {});
  socket.write(headOf(sending, host, bytes.length));
  if (expectContinue) await once(socket, 'data');

  const pieces =
    sending.chunked === undefined && pauseMs === undefined ? bytes.length : (sending.chunked ?? 16);
  let sent = 0;
  for (let at = 0; at < bytes.length && !socket.destroyed; at += pieces) {
    const piece = bytes.subarray(at, Math.min(at + pieces, hangUpAfter ?? bytes.length));
    if (sending.chunked !== undefined) socket.write(`${piece.length.toString(16)}\r\n`);
    if (!socket.write(piece)) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
    if (sending.chunked !== undefined) socket.write('\r\n');
    sent += piece.length;
    if (hangUpAfter !== undefined && sent >= hangUpAfter) break;
    if (pauseMs !== undefined) await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  if (hangUpAfter !== undefined) socket.destroySoon();
  else if (sending.chunked !== undefined) socket.write('0\r\n\r\n');
  if (!socket.closed) await once(socket, 'close');
  return answerOf(Buffer.concat(received).toString());
};

const headOf = (sending: Sending, host: string, length: number): string => {
  const {
    route = ROUTES[0],
    token,
    place = 'bearer',
    http = '1.1',
    contentType = 'application/json',
  } = sending;
  const query = new URLSearchParams(sending.query);
  if (token !== undefined && place === 'query') query.set('token', token);
  const headers = [
    ...(sending.host === false ? [] : [`Host: ${host}`]),
    ...(contentType === null ? [] : [`Content-Type: ${contentType}`]),
    ...(sending.compression ? [`Content-Encoding: ${sending.compression}`] : []),
    ...(sending.chunked === undefined ? [`Content-Length: ${length}`] : ['Transfer-Encoding: chunked']),
    ...(sending.expectContinue ? ['Expect: 100-continue'] : []),
    ...(token === undefined ? [] : tokenHeader(place, token)),
    ...Object.entries(sending.headers ?? {}).map((pair) => pair.join(': ')),
    'User-Agent: 1C+Enterprise/8.3',
    'Connection: close',
  ];
  const path = query.size > 0 ? `${route}?${query}` : route;
  return `POST ${path} HTTP/${http}\r\n${headers.join('\r\n')}\r\n\r\n`;
};

const tokenHeader = (place: TokenPlace, token: string): string[] => {
  switch (place) {
    case 'x-1c-token':
      return [`X-1C-Token: ${token}`];
    case 'x-token':
      return [`X-Token: ${token}`];
    case 'bearer':
      return [`Authorization: Bearer ${token}`];
    case 'basic':
      return [`Authorization: Basic ${Buffer.from(`1c:${token}`).toString('base64')}`];
    case 'query':
      return [];
  }
};

/** The last answer in what came: a `100 Continue` may stand before it. */
const answerOf = (text: string): Sent => {
  const final = text.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '');
  const [head = '', ...rest] = final.split('\r\n\r\n');
  const [line = '', ...fields] = head.split('\r\n');
  const headers = Object.fromEntries(
    fields.map((field) => {
      const colon = field.indexOf(':');
      return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
    }),
  );
  return { status: Number(line.split(' ')[1] ?? 0), headers, text: rest.join('\r\n\r\n') };
};
