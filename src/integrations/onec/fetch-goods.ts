import { readFile } from 'node:fs/promises';
import { type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { rootCertificates } from 'node:tls';
import { AppError } from '#kernel/errors.ts';
import { HttpError } from '#platform/http/problems.ts';
import type { Spool, SpooledBody } from '#platform/http/spool.ts';
import type { OnecConfig, PullConfig } from './config.ts';
import { type FailureReason, PullFailure } from './failure.ts';
import { charsetOf } from './wish.ts';

/** Redirects that are followed, within one server. */
const MOST_REDIRECTS = 3;
/** A whole answer may take so many times what its beginning may. */
const PATIENCE = 20;

/** What 1C answered: the goods in a file, unread. */
export interface FetchedGoods {
  readonly body: SpooledBody;
  readonly charset: string | undefined;
}

/**
 * Asks 1C for `/catalog` under its address. Anything but a 200 that could be JSON throws a PullFailure; an
 * ended session of 1C (406) is asked once more over a new connection.
 */
export const createFetchGoods = ({
  config,
  maxBodyBytes: maxBytes,
  spool,
}: {
  config: PullConfig;
  maxBodyBytes: OnecConfig['maxBodyBytes'];
  spool: Spool;
}): ((signal: AbortSignal) => Promise<FetchedGoods>) => {
  const timeoutMs = config.timeoutSeconds * 1_000;

  const fetchGoods = async (outer: AbortSignal): Promise<FetchedGoods> => {
    const signal = AbortSignal.any([outer, AbortSignal.timeout(timeoutMs * PATIENCE)]);
    const ca = await certificates(config.caFile);
    const url = new URL(`${config.baseUrl}/catalog`);
    let answer = await askFollowing(url, ca, signal);
    if (answer.statusCode === 406) {
      answer.destroy();
      answer = await askFollowing(url, ca, signal);
    }
    if (answer.statusCode !== 200) {
      answer.destroy();
      throw new PullFailure(reasonOf(answer.statusCode ?? 0), { status: answer.statusCode });
    }
    return { body: await keep(answer), charset: charsetOf(answer.headers['content-type']) };
  };

  /** The answer, behind redirects that stay on the server: elsewhere nobody shall get the password. */
  const askFollowing = async (url: URL, ca: string[] | undefined, signal: AbortSignal) => {
    let target = url;
    for (let hops = 0; ; hops += 1) {
      const answer = await ask(target, ca, signal);
      const { statusCode = 0, headers } = answer;
      if (![301, 302, 303, 307, 308].includes(statusCode) || !headers.location) return answer;
      answer.destroy();
      const next = URL.canParse(headers.location, target.href)
        ? new URL(headers.location, target)
        : undefined;
      if (!next || hops >= MOST_REDIRECTS || !isSameServer(target, next))
        throw new PullFailure('redirected', { status: statusCode });
      target = next;
    }
  };

  /** Sends one request over a connection of its own; resolves with the head of the answer. */
  const ask = (url: URL, ca: string[] | undefined, signal: AbortSignal): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const secure = url.protocol === 'https:';
      const request = (secure ? requestSecure : requestPlain)(url, {
        agent: false,
        signal,
        timeout: timeoutMs,
        headers: { ...authorization(config), ...HEADERS },
        ...(secure && ca ? { ca } : {}),
      });
      // Counts from now, whatever trickles in: the head must be here in time.
      const late = setTimeout(() => request.destroy(new PullFailure('timeout')), timeoutMs);
      request.once('timeout', () => request.destroy(new PullFailure('timeout')));
      request.once('error', (error) => {
        clearTimeout(late);
        reject(error instanceof PullFailure ? error : failureOf(error, 'unreachable'));
      });
      request.once('response', (answer) => {
        clearTimeout(late);
        // The socket that falls silent ends the answer.
        request.once('timeout', () => answer.destroy(new PullFailure('timeout')));
        resolve(answer);
      });
      request.end();
    });

  const keep = async (answer: IncomingMessage): Promise<SpooledBody> => {
    try {
      const encoding = answer.headers['content-encoding'];
      return await spool(answer, { encoding, maxBytes, maxInflatedBytes: maxBytes * 4 });
    } catch (error) {
      if (error instanceof AppError && error.code === 'too_large')
        throw new PullFailure('too_large', { cause: error });
      // A compression that is broken, or that nobody knows.
      if (error instanceof HttpError) throw new PullFailure('invalid_json', { cause: error });
      throw failureOf(answer.errored ?? error, 'cut_answer');
    }
  };

  return fetchGoods;
};

const HEADERS = {
  accept: 'application/json',
  'accept-encoding': 'gzip, deflate',
  'user-agent': 'Kontora',
  connection: 'close',
};

/** Basic, in UTF-8: logins of 1C are often Russian. */
const authorization = ({ username, password }: PullConfig): { authorization?: string } =>
  username === undefined && password === undefined
    ? {}
    : { authorization: `Basic ${Buffer.from(`${username ?? ''}:${password ?? ''}`).toString('base64')}` };

/** The usual roots and those of the file: read anew each time, certificates are renewed. */
const certificates = async (file: string | undefined): Promise<string[] | undefined> => {
  if (file === undefined) return undefined;
  const own = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new PullFailure('ca_file', { cause });
  });
  return [...rootCertificates, own];
};

const isSameServer = (from: URL, to: URL): boolean =>
  from.origin === to.origin ||
  (from.hostname === to.hostname && from.protocol === 'http:' && to.protocol === 'https:' && to.port === '');

const reasonOf = (status: number): FailureReason => {
  if (status === 401 || status === 403) return 'wrong_login';
  if (status === 404) return 'no_such_service';
  if (status === 406) return 'session_expired';
  return status >= 500 ? 'server_error' : 'unexpected_status';
};

const failureOf = (error: unknown, otherwise: FailureReason): PullFailure => {
  if (error instanceof PullFailure) return error;
  const { name, code = '' } = error as NodeJS.ErrnoException;
  if (name === 'TimeoutError' || code === 'ETIMEDOUT') return new PullFailure('timeout', { cause: error });
  if (name === 'AbortError') return new PullFailure('interrupted', { cause: error });
  if (/CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS/.test(code))
    return new PullFailure('untrusted_certificate', { cause: error });
  return new PullFailure(otherwise, { cause: error });
};
