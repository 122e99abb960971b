import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '#kernel/time.ts';
import type { Cache } from '#platform/cache/cache.ts';
import { fingerprintOf } from '#platform/cache/sealing.ts';
import { type Answer, askJson } from '#platform/outgoing/ask-json.ts';
import type { GigachatConfig } from './config.ts';
import { type Refusal, refusalOf } from './refusal.ts';

export type TokenAnswer =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** The tokens of one key; a token is nowhere logged, and sealed where it is kept. */
export interface Tokens {
  get(signal: AbortSignal): Promise<TokenAnswer>;
  /** A token that is refused although it should be good. */
  drop(token: string): Promise<void>;
}

/** A token is given up so long before its end: none expires on the way. */
const EARLY_MS = 60_000;
const USUAL_LIFE_MS = 30 * 60_000;
/** The code of a refusal of a request that is whole but for its key. */
const KEY_CODE = 4;

/** Whoever asks at the same time gets the same token by the same request. */
export const createTokens = ({
  config,
  certificates,
  cache,
  clock,
}: {
  config: Pick<GigachatConfig, 'oauthUrl' | 'scope' | 'cachePrefix' | 'timeoutMs'> & { readonly key: string };
  certificates: () => Promise<string | undefined>;
  cache: Pick<Cache, 'get' | 'set' | 'drop'>;
  clock: Clock;
}): Tokens => {
  const cacheKey = `${config.cachePrefix}:${fingerprintOf(config.key + config.scope)}`;
  let flying: Promise<TokenAnswer> | undefined;

  const find = async (): Promise<TokenAnswer> => {
    const kept = await cache.get(cacheKey);
    return kept === undefined ? fetchToken() : { kind: 'token', token: kept };
  };

  const fetchToken = async (): Promise<TokenAnswer> => {
    const answer = await askJson({
      url: config.oauthUrl,
      headers: {
        authorization: `Basic ${config.key}`,
        RqUID: randomUUID(),
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ scope: config.scope }).toString(),
      // Of nobody's alone: those who wait give up by themselves. Half of the time is left for the answer.
      signal: AbortSignal.timeout(config.timeoutMs / 2),
      ca: await certificates(),
    });
    if (answer.kind === 'failed') return { kind: 'refused', refusal: refusalOf(answer) };
    const given = answer.status === 200 ? Given.safeParse(answer.json).data : undefined;
    if (!given) return { kind: 'refused', refusal: whyNot(answer) };
    const now = clock.now();
    const until = endOf(given.end, now) - EARLY_MS;
    if (until > now) await cache.set(cacheKey, given.token, until);
    return { kind: 'token', token: given.token };
  };

  const get: Tokens['get'] = async (signal) => {
    flying ??= find().finally(() => {
      flying = undefined;
    });
    return Promise.race([flying, late(signal)]);
  };

  return { get, drop: (token) => cache.drop(cacheKey, token) };
};

/** The end of a life that is told in milliseconds or seconds since 1970, or in seconds from now: by its size. */
const endOf = (told: number | undefined, now: number): number => {
  if (told === undefined) return now + USUAL_LIFE_MS;
  if (told < 1e8) return now + told * 1_000;
  return told > 1e11 ? told : told * 1_000;
};

const Moment = z.coerce.number().positive().optional().catch(undefined);

const Given = z
  .object({ access_token: z.string().min(1), expires_at: Moment, expires_in: Moment })
  .transform(({ access_token: token, expires_at: at, expires_in: life }) => ({ token, end: at ?? life }))
  .or(
    z
      .object({ tok: z.string().min(1), exp: Moment })
      .transform(({ tok: token, exp: end }) => ({ token, end })),
  );

const Complaint = z.object({ code: z.coerce.number().int() });

const whyNot = ({ status, json }: Extract<Answer, { kind: 'answer' }>): Refusal => {
  const code = Complaint.safeParse(json).data?.code;
  const place = `oauth, HTTP ${status}${code === undefined ? '' : `, code ${code}`}`;
  if (status === 400 && code !== KEY_CODE)
    return { outcome: 'unauthorized', error: `GIGACHAT_SCOPE does not fit the key (${place})` };
  if (status === 400 || status === 401 || status === 403)
    return { outcome: 'unauthorized', error: `GIGACHAT_BASIC_AUTH_KEY is refused (${place})` };
  if (status === 429) return { outcome: 'limited', error: `too many requests (${place})` };
  return { outcome: 'failed', error: status === 200 ? `no token in the answer (${place})` : place };
};

const late = (signal: AbortSignal): Promise<TokenAnswer> =>
  new Promise((resolve) => {
    const giveUp = () =>
      resolve({ kind: 'refused', refusal: { outcome: 'timeout', error: 'no token in time' } });
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
  });
