import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBody } from './body.ts';
import { type ControlRoutes, createControlRoutes } from './control-routes.ts';
import type { Outcome } from './dispatch.ts';
import type { StoredFile } from './files.ts';
import type { Bot } from './model.ts';
import { Refusal } from './refusal.ts';
import { createTelegram, type Telegram, type TelegramOptions } from './telegram.ts';

export interface FakeTelegramOptions extends TelegramOptions {
  /** Any free port by default. */
  readonly port?: number;
  readonly host?: string;
}

export interface FakeTelegram {
  /** The API root for clients; the control API and the page live at `<url>/_fake/`. */
  readonly url: string;
  /** The parts, for tests in the same process that want no HTTP. */
  readonly telegram: Telegram;
  stop(): Promise<void>;
}

/** Starts the fake on a loopback port. */
export async function startFakeTelegram(options: FakeTelegramOptions = {}): Promise<FakeTelegram> {
  const { port = 0, host = '127.0.0.1', ...rest } = options;
  const telegram = createTelegram(rest);
  const hanging = new Set<ServerResponse>();
  const cutHanging = () => {
    for (const response of hanging) response.destroy();
    hanging.clear();
  };
  const control = createControlRoutes(telegram, cutHanging);
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    serve(telegram, control, hanging, request, response).catch((error: unknown) => {
      console.error('fake telegram:', error);
      if (!response.headersSent) sendJson(response, 500, { ok: false, error_code: 500, description: 'Bug' });
      else response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;

  return {
    url: `http://${host}:${address.port}`,
    telegram,
    async stop() {
      telegram.stop();
      cutHanging();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function serve(
  telegram: Telegram,
  control: ControlRoutes,
  hanging: Set<ServerResponse>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [path = '/', query = ''] = splitOnce(request.url ?? '/', '?');
  if (path.startsWith('/_fake')) return control.serve(path.slice('/_fake'.length), query, request, response);

  const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(path);
  if (file) {
    const found = download(telegram, file[1] ?? '', file[2] ?? '');
    if ('bytes' in found) sendFile(found, response);
    else send(found, response, hanging);
    return;
  }

  const call = /^\/bot([^/]*)\/([^/]*)$/.exec(path);
  const outcome = !call
    ? failure(404, 'Not Found')
    : await answer(telegram, call[1] ?? '', call[2] ?? '', query, request, response);
  send(outcome, response, hanging);
}

async function answer(
  { world, dispatch }: Telegram,
  token: string,
  method: string,
  query: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Outcome> {
  const bot = botFor(world.botByToken(token), token);
  if (bot instanceof Refusal) return dispatch.refuse(method, bot);
  if (request.method !== 'GET' && request.method !== 'POST') {
    return dispatch.refuse(method, new Refusal(405, 'Method Not Allowed'));
  }
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    const body = await readBody(request, query);
    return await dispatch.call(bot, method, body, gone.signal);
  } catch (error) {
    if (error instanceof Refusal) return dispatch.refuse(method, error);
    throw error;
  }
}

function botFor(bot: Bot | undefined, token: string): Bot | Refusal {
  if (!/^\d{1,16}:[A-Za-z0-9_-]{10,80}$/.test(token)) {
    return new Refusal(401, 'Unauthorized: invalid token specified');
  }
  return bot && !bot.revoked ? bot : new Refusal(401, 'Unauthorized');
}

function send(outcome: Outcome, response: ServerResponse, hanging: Set<ServerResponse>): void {
  switch (outcome.kind) {
    case 'answer':
      sendJson(response, outcome.status, outcome.body);
      return;
    case 'html502':
      response.writeHead(502, { 'content-type': 'text/html' });
      response.end('<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n</html>\r\n');
      return;
    case 'drop':
      response.socket?.destroy();
      return;
    case 'hang':
      hanging.add(response);
      response.once('close', () => hanging.delete(response));
  }
}

function download({ world, files, faults }: Telegram, token: string, path: string): Outcome | StoredFile {
  const bot = botFor(world.botByToken(token), token);
  if (bot instanceof Refusal) return failure(bot.code, bot.message);
  const fault = faults.take('download', { path });
  if (fault?.mode === 'error')
    return failure(fault.code ?? 500, fault.description ?? 'Internal Server Error');
  if (fault && fault.mode !== 'slow')
    return { kind: fault.mode === 'drop_after' ? 'drop' : DOWNLOAD_FAULTS[fault.mode] };
  return files.open(path) ?? failure(404, 'Not Found');
}

const DOWNLOAD_FAULTS = { html502: 'html502', drop_before: 'drop', hang: 'hang' } as const;

const failure = (code: number, description: string): Outcome => ({
  kind: 'answer',
  status: code,
  body: { ok: false, error_code: code, description },
});

function sendFile(file: StoredFile, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': file.size });
  response.end(bytesOf(file));
}

/** A file known only by its size consists of zeros. */
const bytesOf = ({ bytes, size }: StoredFile): Buffer =>
  bytes?.length === size ? bytes : Buffer.concat([bytes ?? Buffer.alloc(0)], size);

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
