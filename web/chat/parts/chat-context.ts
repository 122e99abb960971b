import { createContext, use, useSyncExternalStore } from 'react';
import type { Locale } from '#kernel/locale.ts';
import type { ChatState } from '../chat-state.ts';
import type { Conversation } from '../conversation.ts';
import type { Host } from '../host.ts';
import type { ChatTexts } from '../texts.ts';

/** What every part of the page may need; it changes only with the language. */
export interface Chat {
  readonly conversation: Conversation;
  readonly host: Host;
  readonly locale: Locale;
  readonly texts: ChatTexts;
}

export const ChatContext = createContext<Chat | null>(null);

export const useChat = (): Chat => {
  const chat = use(ChatContext);
  if (chat === null) throw new Error('a part of the chat is used outside of it');
  return chat;
};

/** The state of the chat; the part is drawn again when it changes. */
export const useChatState = (conversation: Conversation): ChatState =>
  useSyncExternalStore(conversation.subscribe, conversation.state);

/** Whether a person sees the chat now. */
export const useVisible = (host: Host): boolean => useSyncExternalStore(host.onVisible, host.visible);
