import type { Channel } from '#modules/conversations/index.ts';
import type { Guards } from '#platform/http/route-config.ts';
import { createTelegram } from './telegram/index.ts';
import { createWebchat } from './webchat/index.ts';

/** A channel of the product that is not configured; `needs` is the setting that switches it on. */
export interface AbsentChannel {
  readonly inbox: string;
  readonly name: string;
  readonly needs: string;
}

/** Every channel that is configured and every one that is not, and the guards that their routes name. */
export const createChannels = ({
  webchat,
  telegram,
}: {
  webchat: Parameters<typeof createWebchat>[0];
  /** Absent without a token. */
  telegram: Parameters<typeof createTelegram>[0] | undefined;
}): {
  readonly channels: readonly Channel[];
  readonly absent: readonly AbsentChannel[];
  readonly guards: Guards;
} => {
  const chat = createWebchat(webchat);
  return {
    channels: [chat, ...(telegram ? [createTelegram(telegram)] : [])],
    absent: telegram ? [] : [{ inbox: 'telegram', name: 'telegram', needs: 'BOT_TOKEN' }],
    guards: chat.guards,
  };
};
