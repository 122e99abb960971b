import { type Body, readParameters } from './body.ts';
import type { VirtualClock } from './clock.ts';
import type { Fault, Faults } from './faults.ts';
import type { CallContext, Handlers } from './methods/handlers.ts';
import type { Bot } from './model.ts';
import type { Call, Outbox } from './outbox.ts';
import { badRequest, notImplemented, Refusal } from './refusal.ts';
import { methodNamed } from './spec.ts';
import { checkParameters } from './validation.ts';

/** What the caller gets: an answer, an HTML page of a broken proxy, a cut line, or silence. */
export type Outcome =
  | { readonly kind: 'answer'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'html502' }
  | { readonly kind: 'drop' }
  | { readonly kind: 'hang' };

export interface Dispatch {
  /** Runs one call through faults, validation and the method; records it. */
  call(bot: Bot, name: string, body: Body, gone: AbortSignal): Promise<Outcome>;
  /** Records a call that was refused before a bot or method was known. */
  refuse(name: string, refusal: Refusal): Outcome;
  /** Runs a call that stood in the answer to a webhook update; nobody sees its result. */
  callFromWebhook(bot: Bot, body: Readonly<Record<string, unknown>>): Promise<void>;
}

/** Parameters the Bot API has and this fake does not: using one must not look like success. */
const UNSUPPORTED = [
  'business_connection_id',
  'direct_messages_topic_id',
  'inline_message_id',
  'message_effect_id',
  'message_thread_id',
  'rich_message',
  'suggested_post_parameters',
  'video_start_timestamp',
];

type AnyHandler = (bot: Bot, parameters: Record<string, unknown>, context: CallContext) => unknown;

export function createDispatch(deps: {
  readonly handlers: Handlers;
  readonly faults: Faults;
  readonly outbox: Outbox;
  readonly clock: VirtualClock;
}): Dispatch {
  const { faults, outbox, clock } = deps;
  const handlers = new Map(Object.entries(deps.handlers) as [string, AnyHandler][]);

  const run = async (bot: Bot, method: string, parameters: Record<string, unknown>, context: CallContext) => {
    const handler = handlers.get(method);
    if (!handler) throw notImplemented(`the method ${method}`);
    checkParameters(method, parameters);
    for (const name of UNSUPPORTED) {
      if (parameters[name] !== undefined) throw notImplemented(`the parameter ${name}`);
    }
    return handler(bot, parameters, context);
  };

  const record = (
    fields: Pick<Call, 'bot_id' | 'method' | 'parameters'> & Partial<Call>,
    outcome: { ok: true; result: unknown } | { ok: false; refusal: Refusal },
  ): Outcome => {
    const { chat_id } = fields.parameters;
    const base = {
      ...fields,
      at: clock.now(),
      chat_id: typeof chat_id === 'number' ? chat_id : undefined,
      ok: outcome.ok,
    };
    if (outcome.ok) {
      outbox.record({ ...base, result: outcome.result });
      return { kind: 'answer', status: 200, body: { ok: true, result: outcome.result } };
    }
    const { code, message, parameters } = outcome.refusal;
    const error = { error_code: code, description: message, ...(parameters ? { parameters } : {}) };
    outbox.record({ ...base, error });
    return { kind: 'answer', status: code, body: { ok: false, ...error } };
  };

  const settle = async (
    bot: Bot,
    method: string,
    body: Body,
    context: CallContext,
    extra: Partial<Call> = {},
  ): Promise<Outcome> => {
    const fields = { bot_id: bot.user.id, method, parameters: {} as Record<string, unknown>, ...extra };
    try {
      fields.parameters = readParameters(method, body);
      const result = await run(bot, method, fields.parameters, context);
      return record(fields, { ok: true, result });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return record(fields, { ok: false, refusal: error });
    }
  };

  return {
    async call(bot, name, body, gone) {
      const method = methodNamed(name);
      if (!method) return record({ bot_id: bot.user.id, method: name, parameters: body.values }, NO_METHOD);
      const context = { uploads: body.uploads, gone };
      const fault = faults.take(method, readSafely(method, body));
      if (!fault) return settle(bot, method, body, context);
      if (fault.delay_ms && fault.mode !== 'drop_after') await pause(fault.delay_ms);
      switch (fault.mode) {
        case 'slow':
          return settle(bot, method, body, context, { fault: 'slow' });
        case 'drop_after':
          await settle(bot, method, body, context, { fault: 'drop_after' });
          if (fault.delay_ms) await pause(fault.delay_ms);
          return { kind: 'drop' };
        default: {
          const fields = {
            bot_id: bot.user.id,
            method,
            parameters: readSafely(method, body),
            fault: fault.mode,
          };
          const answer = record(fields, { ok: false, refusal: refusalOf(fault) });
          if (fault.mode === 'error') return answer;
          return { kind: fault.mode === 'drop_before' ? 'drop' : fault.mode };
        }
      }
    },

    refuse: (name, refusal) =>
      record(
        { bot_id: undefined, method: methodNamed(name) ?? name, parameters: {} },
        { ok: false, refusal },
      ),

    async callFromWebhook(bot, { method: name, ...values }) {
      const method = typeof name === 'string' ? methodNamed(name) : undefined;
      if (!method) return;
      const context = { uploads: new Map(), gone: new AbortController().signal };
      await settle(bot, method, { values, textual: false, uploads: new Map() }, context, { via: 'webhook' });
    },
  };
}

const NO_METHOD = { ok: false, refusal: new Refusal(404, 'Not Found: method not found') } as const;

/** Parameters for matching and recording, even when they cannot be read properly. */
function readSafely(method: string, body: Body): Record<string, unknown> {
  try {
    return readParameters(method, body);
  } catch {
    return { ...body.values };
  }
}

function refusalOf({ mode, code, description, retry_after }: Fault): Refusal {
  if (mode !== 'error') return new Refusal(0, `no answer: ${mode}`);
  const status = code ?? (retry_after === undefined ? 500 : 429);
  const parameters = retry_after === undefined ? undefined : { retry_after };
  return new Refusal(status, description ?? DESCRIPTIONS[status]?.(retry_after) ?? 'Error', parameters);
}

const DESCRIPTIONS: Readonly<Record<number, (retryAfter?: number) => string>> = {
  400: () => badRequest('fault').message,
  401: () => 'Unauthorized',
  403: () => 'Forbidden: bot was blocked by the user',
  409: () =>
    'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  429: (retryAfter = 1) => `Too Many Requests: retry after ${retryAfter}`,
  500: () => 'Internal Server Error',
  502: () => 'Bad Gateway',
  504: () => 'Gateway Timeout',
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
