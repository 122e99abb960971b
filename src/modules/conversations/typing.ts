import type { Channel } from './channel.ts';

/** A step that is slower than this shows "typing…". */
const TYPING_AFTER_MS = 400;
const TYPING_EVERY_MS = 4_500;

/** Shows "typing…" in a chat while a step is slow, until it is stopped. */
export const showTyping = (channel: Channel, address: string): { stop(): void } => {
  let timer = setTimeout(function again() {
    void channel.typing(address);
    timer = setTimeout(again, TYPING_EVERY_MS);
  }, TYPING_AFTER_MS);
  return { stop: () => clearTimeout(timer) };
};
