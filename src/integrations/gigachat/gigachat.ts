import { readFile } from 'node:fs/promises';
import { type Clock, pause } from '#kernel/time.ts';
import { type Provider, type ProviderAnswer, readCompletion } from '#modules/assistant/index.ts';
import type { Cache } from '#platform/cache/cache.ts';
import type { Log } from '#platform/log/log.ts';
import { type Answer, askJson } from '#platform/outgoing/ask-json.ts';
import type { GigachatConfig } from './config.ts';
import { type Refusal, refusalOf } from './refusal.ts';
import { requestFor } from './request.ts';
import { createTokens } from './token.ts';

/** Milliseconds before the one repetition after "too many requests", and at most so many when GigaChat names them. */
const BACKOFF_MS = 700;
const LONGEST_BACKOFF_MS = 2_000;
/** The first generation, switched off since; and what its lightest model is called now. */
const OLD_MODEL = 'GigaChat';
const ITS_HEIR = 'GigaChat-2';

/** GigaChat as a reader of orders. A refused token is fetched anew once, "too many requests" is tried again once. */
export const createGigachat = ({
  config,
  cache,
  backoffMs = BACKOFF_MS,
  clock,
  log,
}: {
  config: GigachatConfig & { readonly key: string };
  cache: Pick<Cache, 'get' | 'set' | 'drop'>;
  backoffMs?: number;
  clock: Clock;
  log: Log;
}): Provider => {
  const { timeoutMs, streams } = config;
  let { model } = config;
  const certificates = async (): Promise<string | undefined> =>
    config.caFile === undefined ? undefined : readFile(config.caFile, 'utf8');
  const tokens = createTokens({ config, certificates, cache, clock });

  const read: Provider['read'] = async (text, signal) => {
    const spent = { token: false, wait: false, model: false };
    for (;;) {
      const given = await tokens.get(signal);
      if (given.kind === 'refused') return without(given.refusal);
      const answer = await ask(text, given.token, signal);
      if (answer.kind === 'failed') return without(refusalOf(answer));
      const { status } = answer;
      if (status === 200) return readCompletion(answer.json, model);
      if ((status === 401 || status === 403) && !spent.token) {
        spent.token = true;
        await tokens.drop(given.token);
      } else if (status === 429 && !spent.wait) {
        spent.wait = true;
        await pause(Math.min(answer.retryAfterMs ?? backoffMs, LONGEST_BACKOFF_MS), signal);
      } else if (status === 404 && model === OLD_MODEL && !spent.model) {
        spent.model = true;
        model = ITS_HEIR;
        log.warn({ model: OLD_MODEL, instead: ITS_HEIR }, 'GIGACHAT_MODEL is gone: its heir is asked');
      } else return without(whyNot(status));
    }
  };

  const ask = async (text: string, token: string, signal: AbortSignal): Promise<Answer> =>
    askJson({
      url: `${config.baseUrl}/chat/completions`,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(requestFor(text, model)),
      signal,
      ca: await certificates(),
    });

  const without = (refusal: Refusal): ProviderAnswer => ({
    ...refusal,
    lines: [],
    model,
    tokensIn: null,
    tokensOut: null,
  });

  return {
    name: 'gigachat',
    get model() {
      return model;
    },
    timeoutMs,
    streams,
    read: async (text, signal) => {
      try {
        return await read(text, signal);
      } catch (error) {
        // The file of certificates: nothing else here throws.
        const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
        return without({ outcome: 'failed', error: `GIGACHAT_CA_FILE cannot be read (${code})` });
      }
    },
    warnings: async () => (model === config.model ? [] : [{ code: 'another_model', detail: model }]),
  };
};

const whyNot = (status: number): Refusal => {
  const error = `chat, HTTP ${status}`;
  if (status === 401 || status === 403)
    return { outcome: 'failed', error: `a new token is refused, too (${error})` };
  if (status === 402) return { outcome: 'quota', error: `the quota of this model is used up (${error})` };
  if (status === 404) return { outcome: 'rejected', error: `GIGACHAT_MODEL is unknown (${error})` };
  if (status === 429) return { outcome: 'limited', error: `too many requests (${error})` };
  return { outcome: status >= 400 && status < 500 ? 'rejected' : 'failed', error };
};
