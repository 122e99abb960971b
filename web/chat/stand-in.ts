import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { localeOf } from '#kernel/locale.ts';
import type { ChatFile, Saying, Snapshot } from './contract.ts';
import { createTalk, type Talk } from './stand-in/talk.ts';

/** A server that keeps the chat contract in memory: for looking at the page and for its tests. */
export interface StandIn {
  readonly origin: string;
  /** All requests so far, as `POST /api/v1/chat/messages`. */
  readonly requests: readonly string[];
  talkOf(token: string): Talk | undefined;
  /** The next `times` calls of this method and path answer so instead. */
  fail(call: string, times: number, status: number, retryAfterSeconds?: number): void;
  /** Ends all event streams; while `refused`, every connection is cut at once, as when the network is gone. */
  cut(refused: boolean): void;
  /** Forgets all sessions. */
  forget(): void;
  close(): Promise<void>;
}

const DIST = fileURLToPath(new URL('../../dist/web/', import.meta.url));
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' blob:; frame-src 'self'";

/** Starts the stand-in on a free port of this machine, or on the given one. */
export const startStandIn = async (port = 0): Promise<StandIn> => {
  const talks = new Map<string, Talk>();
  const files = new Map<string, { file: ChatFile; bytes: Buffer }>();
  const streams = new Set<ServerResponse>();
  const failures = new Map<string, { times: number; status: number; retryAfter: number | undefined }>();
  const requests: string[] = [];
  let refused = false;

  const server = createServer((request, response) => {
    if (refused) return request.socket.destroy();
    serve(request, response).catch((error) => {
      if (!response.headersSent) problem(response, 500);
      response.end(String(error));
    });
  });

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://stand.in');
    const call = `${request.method} ${url.pathname}`;
    requests.push(call);
    const failure = failures.get(call);
    if (failure && failure.times > 0) {
      failure.times -= 1;
      return problem(response, failure.status, failure.retryAfter);
    }
    if (!url.pathname.startsWith('/api/')) return sendPage(url.pathname, response);
    if (call === 'POST /api/v1/chat/sessions') {
      const { locale } = JSON.parse((await bodyOf(request)).toString());
      const token = randomUUID();
      talks.set(token, createTalk(localeOf(locale)));
      return json(response, 201, { token, locale });
    }
    const talk = talks.get(request.headers.authorization?.replace('Bearer ', '') ?? '');
    if (talk === undefined) return problem(response, 401);
    if (call === 'GET /api/v1/chat') return json(response, 200, snapshotOf(talk));
    if (call === 'GET /api/v1/chat/messages') {
      return json(response, 200, talk.history(Number(url.searchParams.get('before'))));
    }
    if (call === 'POST /api/v1/chat/messages') {
      const saying: Saying = JSON.parse((await bodyOf(request)).toString());
      const file = 'file_id' in saying ? files.get(saying.file_id)?.file : undefined;
      return json(response, 202, { message: talk.hear(saying, file) });
    }
    if (call === 'POST /api/v1/chat/files') return json(response, 201, await keepFile(request));
    if (call === 'GET /api/v1/chat/events') return stream(talk, request, response);
    const kept = files.get(url.pathname.split('/').at(-1) ?? '');
    if (kept === undefined) return problem(response, 404);
    response.writeHead(200, { 'content-type': kept.file.mime }).end(kept.bytes);
  };

  const keepFile = async (request: IncomingMessage): Promise<ChatFile> => {
    const headers = { 'content-type': request.headers['content-type'] ?? '' };
    const form = await new Response(new Uint8Array(await bodyOf(request)), { headers }).formData();
    const part = form.get('file');
    if (!(part instanceof File)) throw new Error('no file');
    const file = { id: randomUUID(), name: part.name, mime: part.type, size: part.size };
    files.set(file.id, { file, bytes: Buffer.from(await part.arrayBuffer()) });
    return file;
  };

  const stream = (talk: Talk, request: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    streams.add(response);
    const beat = setInterval(() => response.write(': heartbeat\n\n'), 15_000);
    const leave = talk.follow(Number(request.headers['last-event-id'] ?? 0), ({ type, data, cursor }) => {
      const id = cursor === undefined ? '' : `id: ${cursor}\n`;
      response.write(`event: ${type}\n${id}data: ${JSON.stringify(data)}\n\n`);
    });
    response.on('close', () => {
      clearInterval(beat);
      streams.delete(response);
      leave();
    });
  };

  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: bound } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${bound}`,
    requests,
    talkOf: (token) => talks.get(token),
    fail: (call, times, status, retryAfter) => failures.set(call, { times, status, retryAfter }),
    cut(nowRefused) {
      refused = nowRefused;
      for (const response of streams) response.destroy();
    },
    forget: () => talks.clear(),
    close: () =>
      new Promise((resolve) => {
        for (const talk of talks.values()) talk.stop();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const snapshotOf = (talk: Talk): Snapshot => ({
  ...talk.facts(),
  ...talk.history(Number.POSITIVE_INFINITY),
  title: talk.title(),
  max_text_length: 4000,
  max_file_bytes: 20 * 1024 * 1024,
  cursor: String(talk.cursor()),
});

const sendPage = async (path: string, response: ServerResponse): Promise<void> => {
  const file = path === '/chat' ? 'chat/index.html' : path.slice(1);
  const bytes = file.includes('..') ? undefined : await readFile(DIST + file).catch(() => undefined);
  if (bytes === undefined) return problem(response, 404);
  const type = TYPES[extname(file)] ?? 'application/octet-stream';
  response.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY }).end(bytes);
};

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => Buffer.concat(await request.toArray());

const json = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

const problem = (response: ServerResponse, status: number, retryAfter?: number): void => {
  if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter);
  response.writeHead(status, { 'content-type': 'application/problem+json' });
  response.end(JSON.stringify({ status, title: 'stand-in' }));
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { origin } = await startStandIn(8100);
  process.stdout.write(`${origin}/chat  ${origin}/chat/site.html\n`);
}
