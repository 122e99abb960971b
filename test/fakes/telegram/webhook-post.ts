import http from 'node:http';
import https from 'node:https';
import type { VirtualClock } from './clock.ts';

/** What `setWebhook` said. */
export interface WebhookSettings {
  readonly url: string;
  readonly secret_token?: string | undefined;
  readonly ip_address?: string | undefined;
  readonly max_connections?: number | undefined;
  readonly certificate?: boolean;
}

/** What came of one POST. */
export interface Delivery {
  readonly status: number | undefined;
  /** As `getWebhookInfo` tells it; undefined for a 2xx. */
  readonly error: string | undefined;
  /** Seconds from the `Retry-After` header, at most 3600. */
  readonly retryAfter: number | undefined;
  /** A method call found in the body of a 2xx answer. */
  readonly call: Record<string, unknown> | undefined;
}

const RESPONSE_TIMEOUT_MS = 60_000;
const MAX_ANSWER_BYTES = 1_000_000;
const agents = {
  'http:': new http.Agent({ keepAlive: true, maxSockets: 100 }),
  'https:': new https.Agent({ keepAlive: true, maxSockets: 100 }),
};

/** Posts one update with the secret header; never rejects. */
export function postUpdate(
  { url, secret_token }: WebhookSettings,
  update: unknown,
  clock: VirtualClock,
  stopped: AbortSignal,
): Promise<Delivery> {
  return new Promise((resolve) => {
    const target = new URL(url);
    const client = target.protocol === 'https:' ? https : http;
    const agent = target.protocol === 'https:' ? agents['https:'] : agents['http:'];
    const body = JSON.stringify(update);
    const request = client.request(target, {
      method: 'POST',
      agent,
      signal: stopped,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        ...(secret_token ? { 'x-telegram-bot-api-secret-token': secret_token } : {}),
      },
    });
    const cancelTimeout = clock.after(RESPONSE_TIMEOUT_MS, () =>
      request.destroy(new Error('Read timeout expired')),
    );
    const finish = (delivery: Partial<Delivery>) => {
      cancelTimeout();
      resolve({ status: undefined, error: undefined, retryAfter: undefined, call: undefined, ...delivery });
    };
    request.on('error', (error: NodeJS.ErrnoException) =>
      finish({ error: error.code === 'ECONNREFUSED' ? 'Connection refused' : error.message }),
    );
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= MAX_ANSWER_BYTES) chunks.push(chunk);
      });
      response.on('error', (error) => finish({ error: error.message }));
      response.on('end', () => finish(read(response, Buffer.concat(chunks).toString())));
    });
    request.end(body);
  });
}

function read({ statusCode, statusMessage, headers }: http.IncomingMessage, body: string): Partial<Delivery> {
  const status = statusCode ?? 0;
  if (status >= 200 && status < 300) return { status, call: callIn(body) };
  const seconds = Number(headers['retry-after']);
  return {
    status,
    error: `Wrong response from the webhook: ${status} ${statusMessage ?? ''}`.trimEnd(),
    retryAfter: seconds > 0 ? Math.min(seconds, 3600) : undefined,
  };
}

function callIn(body: string): Record<string, unknown> | undefined {
  if (!body.includes('"method"')) return undefined;
  try {
    const value: unknown = JSON.parse(body);
    const isCall = typeof value === 'object' && value !== null && 'method' in value;
    return isCall ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
