import { z } from 'zod';
import { Messages, orderIn } from './chat-body.ts';
import { type Heard, type JsonServer, type Reply, startJsonServer } from './json-server.ts';
import { type FakeItem, itemsOf } from './order-items.ts';

/** How the next chat is answered; a number is a status, `{ content }` the words of the model, `{ json }` or `{ complaint }` a refusal. */
export type Behaviour =
  | 'answer'
  | 'fenced'
  | 'bare'
  | 'wrapped'
  | 'garbage'
  | 'cut'
  | 'empty'
  | 'nothing'
  | 'html'
  | 'slow'
  | 'huge'
  | 'insufficient_quota'
  | number
  | { readonly content: string }
  | { readonly json: unknown }
  /** A refusal in plain text. */
  | { readonly complaint: string };

export const BEHAVIOURS = [
  ...['answer', 'fenced', 'bare', 'wrapped', 'garbage', 'cut', 'empty', 'nothing', 'html', 'slow', 'huge'],
  'insufficient_quota',
] as const;

export interface FakeOpenai extends JsonServer {
  /** With `/v1`. */
  readonly baseUrl: string;
  readonly key: string;
  readonly heard: readonly Heard[];
  /** The requests for chat, parsed. */
  bodies(): readonly Record<string, unknown>[];
  /** Scripts the next chats, in their order; afterwards it simply answers. */
  next(...behaviours: readonly Behaviour[]): void;
  /** From now on every chat. */
  always(behaviour: Behaviour): void;
  /** Parameters and formats that are refused with 400. */
  refuses(...words: readonly string[]): void;
}

const SLOW_MS = 21_000;

/** A service in the shape of OpenAI, on this machine alone. It is strict about what it is asked. */
export const startFakeOpenai = async ({
  port,
  tls,
  key = 'fake-openai-key',
  models = [{ id: 'gpt-6-luna' }],
  log = [],
}: {
  port?: number;
  tls?: { readonly key: string; readonly cert: string };
  key?: string;
  models?: readonly { readonly id: string; readonly shutdown_date?: string }[];
  /** Where requests are kept; several fakes may share one. */
  log?: Heard[];
} = {}): Promise<FakeOpenai> => {
  const script: Behaviour[] = [];
  let usual: Behaviour = 'answer';
  let refused: readonly string[] = [];

  const answer = (heard: Heard): Reply => {
    if (heard.headers.authorization !== `Bearer ${key}`) return complaint(401, 'Incorrect API key', null);
    if (heard.method === 'GET' && heard.path === '/v1/models')
      return { json: { object: 'list', data: models.map((model) => ({ object: 'model', ...model })) } };
    if (heard.method !== 'POST' || heard.path !== '/v1/chat/completions')
      return complaint(404, 'Unknown request URL', null);
    const behaviour = script.shift() ?? usual;
    if (typeof behaviour === 'object' && 'json' in behaviour) return { status: 400, json: behaviour.json };
    if (typeof behaviour === 'object' && 'complaint' in behaviour)
      return { status: 400, text: behaviour.complaint };
    if (typeof behaviour === 'number') return complaint(behaviour, `Scripted ${behaviour}`, null);
    if (behaviour === 'insufficient_quota') return complaint(429, 'You exceeded your quota', null, behaviour);
    if (behaviour === 'html') return { text: '<!doctype html><title>Sign in</title>' };
    const read = Body.safeParse(jsonOf(heard.text));
    if (!read.success) return complaint(400, z.prettifyError(read.error), null);
    const { model, messages, ...rest } = read.data;
    if (!models.some(({ id }) => id === model)) return complaint(404, 'The model does not exist', 'model');
    const trouble = unsupported(model, rest, refused);
    if (trouble !== undefined) return complaint(400, `Unsupported parameter: '${trouble}'`, trouble);
    const content = contentOf(behaviour, itemsOf(orderIn(messages)));
    return { json: completion(model, content), ...(behaviour === 'slow' ? { wait: SLOW_MS } : {}) };
  };

  const server = await startJsonServer({ service: 'openai', port, tls, log, answer });
  const chats = () =>
    log.filter(({ service, path }) => service === 'openai' && path.endsWith('/completions'));
  return {
    ...server,
    baseUrl: `${server.url}/v1`,
    key,
    heard: log,
    bodies: () => chats().map(({ text }) => JSON.parse(text) as Record<string, unknown>),
    next: (...behaviours) => void script.push(...behaviours),
    always: (behaviour) => {
      usual = behaviour;
    },
    refuses: (...words) => {
      refused = words;
    },
  };
};

const Properties = z.record(z.string(), z.looseObject({}));
const StrictObject = z
  .looseObject({
    type: z.literal('object'),
    additionalProperties: z.literal(false),
    required: z.array(z.string()),
    properties: Properties,
  })
  .refine(({ required, properties }) => Object.keys(properties).every((name) => required.includes(name)));

const Schema = StrictObject.refine(({ properties }) => {
  const items = properties.items as { readonly items?: unknown } | undefined;
  return StrictObject.safeParse(items?.items).success;
}, 'every object of a strict schema lists all its properties');

const Body = z
  .strictObject({
    model: z.string().min(1),
    messages: Messages,
    temperature: z.number().min(0).max(2).optional(),
    max_tokens: z.int().positive().optional(),
    max_completion_tokens: z.int().positive().optional(),
    reasoning_effort: z.enum(['none', 'minimal', 'low', 'medium', 'high']).optional(),
    response_format: z
      .discriminatedUnion('type', [
        z.strictObject({
          type: z.literal('json_schema'),
          json_schema: z.strictObject({ name: z.string(), strict: z.literal(true), schema: Schema }),
        }),
        z.strictObject({ type: z.literal('json_object') }),
      ])
      .optional(),
  })
  .refine(
    ({ response_format: format, messages }) =>
      format?.type !== 'json_object' || messages.some(({ content }) => /json/i.test(content)),
    "'messages' must contain the word 'json'",
  );

/** The first parameter that the model does not take; of formats their type counts. */
const unsupported = (
  model: string,
  { response_format: format, ...rest }: { response_format?: { type: string } | undefined } & object,
  refused: readonly string[],
): string | undefined => {
  const thinks = /^gpt-[5-9]/.test(model) ? ['temperature', 'max_tokens'] : ['reasoning_effort'];
  const given = Object.entries(rest).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  const bad = given.find((name) => thinks.includes(name) || refused.includes(name));
  if (bad !== undefined) return bad;
  return format && refused.includes(format.type) ? `response_format ${format.type}` : undefined;
};

const contentOf = (
  behaviour: Exclude<Behaviour, { readonly json: unknown } | { readonly complaint: string }>,
  items: readonly FakeItem[],
): string => {
  if (typeof behaviour === 'object') return behaviour.content;
  const whole = JSON.stringify({ items });
  switch (behaviour) {
    case 'fenced':
      return `\`\`\`json\n${JSON.stringify(items, null, 2)}\n\`\`\``;
    case 'bare':
      return JSON.stringify(items);
    case 'wrapped':
      return `Вот ответ: ${JSON.stringify(items)} Обращайтесь!`;
    case 'garbage':
      return 'Извините, я всего лишь языковая модель.';
    case 'cut':
      return whole.slice(0, -4);
    case 'empty':
      return '';
    case 'nothing':
      return '[]';
    case 'huge':
      return 'x'.repeat(3_000_000);
    default:
      return whole;
  }
};

const completion = (model: string, content: string) => ({
  id: 'chatcmpl-fake',
  object: 'chat.completion',
  model,
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }],
  usage: { prompt_tokens: 210, completion_tokens: 42, total_tokens: 252 },
});

const complaint = (
  status: number,
  message: string,
  param: string | null,
  code: string | null = null,
): Reply => ({
  status,
  json: { error: { message, type: 'invalid_request_error', param, code } },
});

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};
