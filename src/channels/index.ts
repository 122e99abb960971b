import type { Channel } from '#modules/conversations/index.ts';
import type { Guards } from '#platform/http/route-config.ts';
import { createTelegram } from './telegram/index.ts';
import { createWebchat } from './webchat/index.ts';

/** Every channel that is configured, and the guards that their routes name. */
export const createChannels = ({
  webchat,
  telegram,
}: {
  webchat: Parameters<typeof createWebchat>[0];
  /** Absent without a token. */
  telegram: Parameters<typeof createTelegram>[0] | undefined;
}): { readonly channels: readonly Channel[]; readonly guards: Guards } => {
  const chat = createWebchat(webchat);
  return { channels: [chat, ...(telegram ? [createTelegram(telegram)] : [])], guards: chat.guards };
};
