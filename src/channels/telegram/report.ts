import type { ChannelStatus, ChannelWebhook } from '#modules/conversations/index.ts';
import type { Client } from './client.ts';
import { failureOf } from './errors.ts';
import type { Sightings } from './status.ts';

/** Asks Telegram how the bot fares, and adds what this process saw itself. */
export const createReport =
  ({
    client,
    mode,
    webhookUrl,
    seen,
  }: {
    client: Client;
    mode: 'polling' | 'webhook';
    /** The address of ours that Telegram was told; absent when polling. */
    webhookUrl: string | undefined;
    seen: () => Sightings;
  }) =>
  async (): Promise<ChannelStatus> => {
    const answer = await ask(client, webhookUrl).catch((error: unknown) => {
      const { kind, reason } = failureOf(error);
      // A refused token is no trouble of the line: it has its own field.
      return { ...NOTHING, trouble: kind === 'unauthorized' ? null : reason };
    });
    const { authorized, lastUpdateAt, lastLimitedAt, lastConflictAt } = seen();
    return {
      ...answer,
      mode,
      authorized,
      lastUpdateAt: dateOf(lastUpdateAt),
      lastLimitedAt: dateOf(lastLimitedAt),
      lastConflictAt: dateOf(lastConflictAt),
    };
  };

const NOTHING = { account: null, name: null, webhook: null, trouble: null };

const ask = async ({ api }: Client, ours: string | undefined) => {
  const [me, hook] = await Promise.all([api.getMe(), api.getWebhookInfo()]);
  const webhook: ChannelWebhook | null = hook.url
    ? {
        host: URL.parse(hook.url)?.host ?? '',
        ours: hook.url === ours,
        certificate: hook.has_custom_certificate,
        pending: hook.pending_update_count,
        lastError: hook.last_error_message ?? null,
        lastErrorAt: dateOf(hook.last_error_date && hook.last_error_date * 1_000),
      }
    : null;
  return { account: `@${me.username}`, name: me.first_name, webhook, trouble: null };
};

const dateOf = (ms: number | undefined): Date | null => (ms === undefined ? null : new Date(ms));
