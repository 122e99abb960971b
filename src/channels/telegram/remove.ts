import type { Client } from './client.ts';
import { failureOf } from './errors.ts';
import { shownOf } from './shown.ts';

/**
 * Deletes what a person wrote in a private chat, which bots may for 48 hours; true when it is not there any more.
 * Once more after a failure that may pass.
 */
export const createRemover =
  ({ api }: Pick<Client, 'api'>) =>
  async (address: string, ref: string): Promise<boolean> => {
    const place = { chat_id: Number(address), message_id: shownOf(ref).messageId };
    for (let attempt = 1; ; attempt += 1)
      try {
        return await api.deleteMessage(place);
      } catch (error) {
        const { kind, reason } = failureOf(error);
        if (/not found/i.test(reason) && kind !== 'unauthorized') return true;
        if (attempt > 1 || (kind !== 'down' && kind !== 'doubtful')) return false;
      }
  };
