import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import type { User } from '@grammyjs/types';

/** Start data of a Mini App, signed for the bot (HMAC) and for third parties (Ed25519). */
export interface WebAppData {
  readonly init_data: string;
  /** The fake's own Ed25519 key in hex: stands where Telegram's published key would. */
  readonly public_key: string;
}

export interface WebAppFields {
  readonly botId: number;
  readonly token: string;
  readonly user: User;
  readonly start_param?: string | undefined;
  /** Unix seconds. */
  readonly auth_date: number;
  readonly query_id: string;
}

/** Makes `initData` as https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app asks. */
export function createWebAppData({ botId, token, user, ...fields }: WebAppFields): WebAppData {
  const { is_bot: _bot, ...shown } = user;
  const values: Record<string, string> = {
    auth_date: String(fields.auth_date),
    query_id: fields.query_id,
    user: JSON.stringify(shown),
    ...(fields.start_param === undefined ? {} : { start_param: fields.start_param }),
  };
  const forOthers = `${botId}:WebAppData\n${joined(values)}`;
  values.signature = sign(null, Buffer.from(forOthers), keys.privateKey).toString('base64url');
  const hash = initDataHash(values, token);
  return { init_data: new URLSearchParams({ ...values, hash }).toString(), public_key: publicKey };
}

/** The `hash` over all fields but itself, in hex. */
export function initDataHash(values: Readonly<Record<string, string>>, token: string): string {
  const secret = createHmac('sha256', 'WebAppData').update(token).digest();
  return createHmac('sha256', secret).update(joined(values)).digest('hex');
}

const joined = (values: Readonly<Record<string, string>>): string =>
  Object.keys(values)
    .sort()
    .map((name) => `${name}=${values[name]}`)
    .join('\n');

const keys = generateKeyPairSync('ed25519');
const publicKey = keys.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex');
