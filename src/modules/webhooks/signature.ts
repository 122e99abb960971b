import { createHmac, randomBytes } from 'node:crypto';
import type { WebhookEvent } from './event.ts';

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;

/** A new secret of an endpoint. */
export const newWebhookSecret = (): string => PREFIX + randomBytes(SECRET_BYTES).toString('base64');

/** The body of an event. */
export const bodyOf = ({ type, payload, at }: WebhookEvent): string =>
  JSON.stringify({ type, timestamp: at.toISOString(), data: payload });

/**
 * Headers that prove who sent a body and when, by Standard Webhooks 1.0.0: HMAC-SHA256 over id, seconds of the
 * attempt and body.
 */
export const signed = (
  { id, body, now }: { readonly id: string; readonly body: string; readonly now: number },
  secret: string,
): Readonly<Record<string, string>> => {
  const timestamp = String(Math.floor(now / 1_000));
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
};
