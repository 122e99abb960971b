import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBytes } from './body.ts';
import { createChanges } from './control-changes.ts';
import { ControlError } from './control-error.ts';
import { schemas } from './control-schema.ts';
import { createViews, type Reply } from './control-views.ts';
import { Refusal } from './refusal.ts';
import type { Telegram } from './telegram.ts';

/** The control API and the page under `/_fake`. */
export interface ControlRoutes {
  /** `path` without the prefix, `query` without the question mark. */
  serve(path: string, query: string, request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** `cutHanging` ends the connections that a `hang` fault holds. */
export function createControlRoutes(telegram: Telegram, cutHanging: () => void): ControlRoutes {
  const views = createViews(telegram);
  const { post, put } = createChanges(telegram);
  const changes = { POST: post, PUT: put } as const;

  async function run(path: string, query: string, request: IncomingMessage): Promise<Reply> {
    const [, name = '', id = ''] = path.split('/');
    const { method } = request;
    if (method === 'GET') {
      const view = Object.hasOwn(views, name) ? views[name] : undefined;
      if (view) return view(decodeURIComponent(id), new URLSearchParams(query));
    }
    if (method === 'POST' && name === 'reset') {
      telegram.reset();
      cutHanging();
      return { json: {} };
    }
    if (method === 'DELETE' && name === 'faults') {
      telegram.faults.clear();
      cutHanging();
      return { json: {} };
    }
    const routes = method === 'POST' || method === 'PUT' ? changes[method] : {};
    if (!isRoute(name) || !routes[name]) throw new ControlError(404, `no control route ${method} /${name}`);
    const body = schemas[name].safeParse(parse((await readBytes(request)).toString()));
    if (!body.success) throw new ControlError(400, body.error.message);
    return { json: (routes[name] as (body: unknown) => unknown)(body.data) ?? {} };
  }

  return {
    async serve(path, query, request, response) {
      if (request.method === 'GET' && (path === '/' || path === '')) return servePage(response);
      try {
        send(response, await run(path, query, request));
      } catch (error) {
        if (error instanceof ControlError)
          send(response, { status: error.status, json: { error: error.message } });
        else if (error instanceof Refusal) send(response, { status: 400, json: { error: error.message } });
        else throw error;
      }
    },
  };
}

const isRoute = (name: string): name is keyof typeof schemas => Object.hasOwn(schemas, name);

function parse(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    throw new ControlError(400, 'the body is not JSON');
  }
}

async function servePage(response: ServerResponse): Promise<void> {
  const page = await readFile(new URL('./page.html', import.meta.url));
  write(response, 200, 'text/html; charset=utf-8', page);
}

function send(response: ServerResponse, { status = 200, json, text, bytes }: Reply): void {
  if (status === 204) response.writeHead(204).end();
  else if (bytes) write(response, status, 'application/octet-stream', bytes);
  else if (text !== undefined) write(response, status, 'text/plain; charset=utf-8', Buffer.from(text));
  else write(response, status, 'application/json', Buffer.from(JSON.stringify(json)));
}

function write(response: ServerResponse, status: number, type: string, body: Buffer): void {
  response.writeHead(status, { 'content-type': type, 'content-length': body.length }).end(body);
}
