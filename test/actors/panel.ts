const API = '/api/v1';

/** A plain HTTP client of the panel's API: keeps its cookies, sends the token against forgery. */
export interface PanelClient {
  /** Logs in; with `code` also gives the second factor. Throws unless that opens a session. */
  login(who: { login: string; password: string; code?: string }): Promise<SessionBody>;
  /** Paths are below `/api/v1`, with or without it. */
  get<Body>(path: string, options?: CallOptions): Promise<Answer<Body>>;
  post<Body>(path: string, body?: unknown, options?: CallOptions): Promise<Answer<Body>>;
  put<Body>(path: string, body?: unknown, options?: CallOptions): Promise<Answer<Body>>;
  patch<Body>(path: string, body?: unknown, options?: CallOptions): Promise<Answer<Body>>;
  delete<Body>(path: string, body?: unknown, options?: CallOptions): Promise<Answer<Body>>;
  /** The bare answer of any request, for streams and files; FormData is sent as it is, anything else as JSON. */
  open(method: string, path: string, body?: unknown, options?: CallOptions): Promise<Response>;
  /** By name, as they are sent; a test may change them. */
  readonly cookies: Map<string, string>;
  /** The token against forgery, once logged in. */
  csrf(): string | undefined;
}

export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface Answer<Body> {
  readonly status: number;
  /** Parsed where it is JSON, else the text. */
  readonly body: Body;
  readonly headers: Headers;
}

/** `GET /api/v1/session`. */
export interface SessionBody {
  readonly stage: 'none' | 'code' | 'open';
  readonly person?: { id: string; name: string; login: string; locale: string | null; roles: string[] };
  readonly may?: string[];
  readonly csrf?: string;
  readonly must_change?: boolean;
  readonly totp?: boolean;
  readonly expires_at?: string;
}

/** A client of the office at `base`, which may change when the office restarts. */
export const panelClient = (base: string | (() => string)): PanelClient => {
  const cookies = new Map<string, string>();
  let csrf: string | undefined;

  const open: PanelClient['open'] = async (method, path, body, { headers = {}, signal } = {}) => {
    const isForm = body instanceof FormData;
    const own = {
      ...(cookies.size > 0 ? { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') } : {}),
      ...(csrf !== undefined && method !== 'GET' ? { 'x-csrf-token': csrf } : {}),
      ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
    };
    const address = `${typeof base === 'string' ? base : base()}${path.startsWith(API) ? '' : API}${path}`;
    const answer = await fetch(address, {
      method,
      headers: { ...own, ...headers },
      redirect: 'manual',
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0\b/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };

  const call = async <Body>(
    method: string,
    path: string,
    body?: unknown,
    options?: CallOptions,
  ): Promise<Answer<Body>> => {
    const answer = await open(method, path, body, options);
    const text = await answer.text();
    const isJson = /\bjson\b/.test(answer.headers.get('content-type') ?? '');
    const parsed = (isJson && text !== '' ? JSON.parse(text) : text) as Body;
    const token = (parsed as SessionBody | null)?.csrf;
    if (/\/session(\/code)?$/.test(path) && typeof token === 'string') csrf = token;
    return { status: answer.status, body: parsed, headers: answer.headers };
  };

  return {
    login: async ({ login, password, code }) => {
      let answer = await call<SessionBody>('POST', '/session', { login, password });
      if (code !== undefined && answer.body.stage === 'code')
        answer = await call<SessionBody>('POST', '/session/code', { code });
      if (answer.status !== 200 || answer.body.stage !== 'open')
        throw new Error(`${login} could not log in: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
    get: (path, options) => call('GET', path, undefined, options),
    post: (path, body, options) => call('POST', path, body, options),
    put: (path, body, options) => call('PUT', path, body, options),
    patch: (path, body, options) => call('PATCH', path, body, options),
    delete: (path, body, options) => call('DELETE', path, body, options),
    open,
    cookies,
    csrf: () => csrf,
  };
};

/** Somebody of the office, logged in to the panel. */
export interface Employee extends PanelClient {
  readonly personId: string;
  readonly name: string;
  /** For further logins. */
  readonly credentials: { readonly login: string; readonly password: string };
}
