import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Where Telegram delivers. */
export const WEBHOOK_PATH = '/telegram/webhook';

/** The secret that Telegram repeats with every delivery: derived, so that nobody configures or loses it. */
export const webhookSecret = (secretKey: string, token: string): string =>
  createHmac('sha256', secretKey).update(`telegram webhook ${token}`).digest('base64url');

/**
 * The address Telegram is told. It ends in a fingerprint of the secret: the server shows the address it
 * knows but not the secret, and a changed secret must be noticed.
 */
export const webhookUrl = (publicUrl: string, secret: string): string =>
  `${publicUrl}${WEBHOOK_PATH}?v=${digest(secret).toString('hex').slice(0, 8)}`;

/** Compares in constant time. */
export const isSecret = (given: unknown, secret: string): boolean =>
  typeof given === 'string' && timingSafeEqual(digest(given), digest(secret));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
