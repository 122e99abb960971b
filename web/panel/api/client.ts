import createClient, { type Middleware } from 'openapi-fetch';
import { connection } from './connection.ts';
import { Problem, problemOf } from './problem.ts';
import type { paths } from './schema.generated.ts';

/** Every route of the office, by the generated types. */
export type Paths = paths;

const SAFE = ['GET', 'HEAD'];
/** There a 401 says what is wrong with the login itself. */
const LOGIN: ReadonlySet<string> = new Set(['/api/v1/session', '/api/v1/session/code']);
let csrf: string | undefined;
let onUnauthorized = (): void => {};

/** Keeps what the session's answer says about itself for the requests that change something. */
export const rememberCsrf = (token: string | undefined): void => {
  csrf = token;
};

/** Calls back when an answer says that nobody is logged in any more. */
export const whenUnauthorized = (listener: () => void): void => {
  onUnauthorized = listener;
};

const middleware: Middleware = {
  onRequest: ({ request }) => {
    if (!SAFE.includes(request.method) && csrf !== undefined) request.headers.set('x-csrf-token', csrf);
  },
  onResponse: async ({ request, response }) => {
    connection.heard(response.status);
    if (response.ok) return;
    const problem = await problemOf(response);
    if (problem.status === 401 && !LOGIN.has(new URL(request.url).pathname)) onUnauthorized();
    throw problem;
  },
  onError: ({ error }) => {
    if (error instanceof Problem || (error instanceof DOMException && error.name === 'AbortError'))
      return error;
    connection.lost();
    return new Problem('offline', 0, { detail: String(error) });
  },
};

/** The office's API by its generated types. A call resolves only when all went well, else throws a `Problem`. */
export const api = createClient<Paths>({ credentials: 'same-origin' });
api.use(middleware);

/**
 * What a call answered, without the doubt that openapi-fetch leaves in its type:
 * `const { items } = await answer(api.GET('/api/v1/people', { params: { query }, signal }))`.
 */
export const answer = async <Data>(
  call: Promise<{ data?: Data; response: Response }>,
): Promise<Exclude<Data, undefined>> => (await call).data as Exclude<Data, undefined>;
