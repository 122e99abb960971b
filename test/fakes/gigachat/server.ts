import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Messages, orderIn } from '../openai/chat-body.ts';
import { type Heard, type JsonServer, type Reply, startJsonServer } from '../openai/json-server.ts';
import { itemsOf } from '../openai/order-items.ts';

/** How the next chat is answered; a number is a status, `{ content }` words instead of the function. */
export type Behaviour =
  | 'answer'
  | 'string_arguments'
  | 'text'
  | 'blacklist'
  | 'error'
  | 'html'
  | 'garbage'
  | 'cut'
  | 'nothing'
  | 'invented'
  | 'slow'
  | number
  | { readonly content: string };

export const BEHAVIOURS = [
  ...['answer', 'string_arguments', 'text', 'blacklist', 'error', 'html', 'garbage', 'cut', 'nothing'],
  ...['invented', 'slow'],
] as const;

/** How the next request for a token is answered: as usual, in another shape, or with a status and a code. */
export type OauthBehaviour =
  | 'answer'
  | 'tok'
  | 'html'
  | 'slow'
  | { readonly status: number; readonly code?: number | string }
  /** How long the token lives, as the answer has it. */
  | { readonly life: Readonly<Record<string, unknown>> };

export interface FakeGigachat extends JsonServer {
  readonly oauthUrl: string;
  /** With `/api/v1`. */
  readonly baseUrl: string;
  readonly key: string;
  readonly heard: readonly Heard[];
  /** Requests for tokens, and for chat, so far. */
  oauths(): readonly Heard[];
  chats(): readonly Heard[];
  bodies(): readonly Record<string, unknown>[];
  /** Every token that was given out. */
  readonly tokens: readonly string[];
  next(...behaviours: readonly Behaviour[]): void;
  always(behaviour: Behaviour): void;
  nextOauth(...behaviours: readonly OauthBehaviour[]): void;
  /** No token given out so far is good any more. */
  revoke(): void;
}

const SLOW_MS = 21_000;
const SCOPES = ['GIGACHAT_API_PERS', 'GIGACHAT_API_B2B', 'GIGACHAT_API_CORP'];
const UUID_V4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i;

/** GigaChat with its OAuth, on this machine alone. It is strict about what it is asked. */
export const startFakeGigachat = async ({
  port,
  tls,
  key = 'ZmFrZS1pZDpmYWtlLXNlY3JldA==',
  scope = 'GIGACHAT_API_PERS',
  models = ['GigaChat-2', 'GigaChat-2-Pro'],
  streams = 10,
  tokenLifeMs = 30 * 60_000,
  answerMs = 0,
  now = Date.now,
  log = [],
}: {
  port?: number;
  tls?: { readonly key: string; readonly cert: string };
  key?: string;
  /** The one that the key is for. */
  scope?: string;
  models?: readonly string[];
  /** Chats at once; more are answered with 429. */
  streams?: number;
  tokenLifeMs?: number;
  /** Milliseconds that every chat takes. */
  answerMs?: number;
  now?: () => number;
  log?: Heard[];
} = {}): Promise<FakeGigachat> => {
  const script: Behaviour[] = [];
  const oauthScript: OauthBehaviour[] = [];
  const given = new Map<string, number>();
  const tokens: string[] = [];
  let usual: Behaviour = 'answer';
  let running = 0;

  const giveToken = (heard: Heard): Reply => {
    const behaviour = oauthScript.shift() ?? 'answer';
    if (typeof behaviour === 'object' && 'status' in behaviour)
      return refused(behaviour.status, behaviour.code);
    if (behaviour === 'html') return { text: '<html>Gateway</html>' };
    const { authorization, rquid = '', 'content-type': type = '' } = heard.headers;
    if (heard.method !== 'POST' || !type.startsWith('application/x-www-form-urlencoded'))
      return refused(400, 2);
    if (!UUID_V4.test(rquid)) return refused(400, 6);
    if (authorization !== `Basic ${key}`) return refused(401, 4);
    const wanted = new URLSearchParams(heard.text).get('scope') ?? '';
    if (wanted === '') return refused(400, 5);
    if (!SCOPES.includes(wanted)) return refused(400, 1);
    if (wanted !== scope) return refused(400, 7);
    const token = `fake.${randomUUID()}.${randomUUID()}`;
    const until = now() + tokenLifeMs;
    given.set(token, until);
    tokens.push(token);
    if (typeof behaviour === 'object') return { json: { access_token: token, ...behaviour.life } };
    if (behaviour === 'slow') return { json: { access_token: token, expires_at: until }, wait: SLOW_MS };
    if (behaviour === 'tok') return { json: { tok: token, exp: Math.floor(until / 1_000) } };
    return { json: { access_token: token, expires_at: until } };
  };

  const chat = (heard: Heard): Reply => {
    const token = heard.headers.authorization?.replace(/^Bearer /, '') ?? '';
    if ((given.get(token) ?? 0) <= now())
      return { status: 401, json: { status: 401, message: 'Token has expired' } };
    const behaviour = script.shift() ?? usual;
    if (typeof behaviour === 'number')
      return { status: behaviour, json: { status: behaviour, message: 'Scripted' } };
    if (behaviour === 'html') return { text: '<html>Gateway</html>' };
    const read = Body.safeParse(jsonOf(heard.text));
    if (!read.success) return { status: 422, json: { status: 422, message: z.prettifyError(read.error) } };
    const { model, messages } = read.data;
    if (!models.includes(model)) return { status: 404, json: { status: 404, message: 'No such model' } };
    return {
      json: completion(model, choiceOf(behaviour, orderIn(messages))),
      wait: behaviour === 'slow' ? SLOW_MS : answerMs,
    };
  };

  const answer = (heard: Heard, gone: AbortSignal): Reply => {
    if (heard.path === '/api/v2/oauth') return giveToken(heard);
    if (heard.method !== 'POST' || heard.path !== '/api/v1/chat/completions') return refused(404);
    if (running >= streams) return { status: 429, json: { status: 429, message: 'Too Many Requests' } };
    running += 1;
    gone.addEventListener('abort', () => {
      running -= 1;
    });
    return chat(heard);
  };

  const server = await startJsonServer({ service: 'gigachat', port, tls, log, answer });
  const to = (end: string) => log.filter(({ service, path }) => service === 'gigachat' && path.endsWith(end));
  return {
    ...server,
    oauthUrl: `${server.url}/api/v2/oauth`,
    baseUrl: `${server.url}/api/v1`,
    key,
    heard: log,
    oauths: () => to('/oauth'),
    chats: () => to('/completions'),
    bodies: () => to('/completions').map(({ text }) => JSON.parse(text) as Record<string, unknown>),
    tokens,
    next: (...behaviours) => void script.push(...behaviours),
    always: (behaviour) => {
      usual = behaviour;
    },
    nextOauth: (...behaviours) => void oauthScript.push(...behaviours),
    revoke: () => given.clear(),
  };
};

const Body = z.strictObject({
  model: z.string().min(1),
  messages: Messages,
  temperature: z.number().positive(),
  functions: z
    .array(
      z.strictObject({
        name: z.literal('submit_order'),
        description: z.string().min(1),
        parameters: z.looseObject({ type: z.literal('object'), required: z.tuple([z.literal('items')]) }),
      }),
    )
    .length(1),
  function_call: z.strictObject({ name: z.literal('submit_order') }),
});

const choiceOf = (behaviour: Behaviour, order: string) => {
  const items = itemsOf(order).map(({ title, qty, unit }) => ({
    title,
    ...(qty === null ? {} : { qty }),
    ...(unit === null ? {} : { unit }),
  }));
  const words = (content: string, finish_reason = 'stop') => ({
    finish_reason,
    message: { role: 'assistant', content },
  });
  const call = (given: unknown) => ({
    finish_reason: 'function_call',
    message: { role: 'assistant', content: '', function_call: { name: 'submit_order', arguments: given } },
  });
  if (typeof behaviour === 'object') return words(behaviour.content);
  switch (behaviour) {
    case 'string_arguments':
      return call(JSON.stringify({ items }));
    case 'text':
      return words(`Вот ваш заказ:\n\`\`\`json\n${JSON.stringify(items)}\n\`\`\``);
    case 'blacklist':
      return words('Как у нейросетевой модели, у меня нет мнения на эту тему.', 'blacklist');
    case 'error':
      return words('', 'error');
    case 'garbage':
      return words('Не могу помочь.');
    case 'cut':
      return words(JSON.stringify(items).slice(0, -3), 'length');
    case 'nothing':
      return call({ items: [] });
    case 'invented':
      return call({
        items: [{ title: 'Золотой слиток', qty: 7 }, { title: 'Яхта' }, { title: 'Остров', qty: 1 }],
      });
    default:
      return call({ items });
  }
};

const completion = (model: string, choice: object) => ({
  object: 'chat.completion',
  model: `${model}:2.0`,
  choices: [{ index: 0, ...choice }],
  usage: { prompt_tokens: 180, completion_tokens: 36, total_tokens: 216 },
});

const refused = (status: number, code?: number | string): Reply => ({
  status,
  json: code === undefined ? { status } : { code, message: `refused with code ${code}` },
});

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};
