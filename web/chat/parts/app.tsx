import { useEffect, useMemo } from 'react';
import { isEmpty, unreadOf } from '../chat-state.ts';
import type { Conversation } from '../conversation.ts';
import type { Host } from '../host.ts';
import { chatTexts } from '../texts.ts';
import { Banner } from './banner.tsx';
import { ChatContext, useChatState } from './chat-context.ts';
import { Composer } from './composer.tsx';
import { Header } from './header.tsx';
import { MessageLog } from './message-log.tsx';
import { Notice } from './notice.tsx';
import { Skeleton } from './skeleton.tsx';
import { Welcome } from './welcome.tsx';

/** The whole chat: header, conversation, input. */
export const App = ({ conversation, host }: { readonly conversation: Conversation; readonly host: Host }) => {
  const state = useChatState(conversation);
  const { locale, phase, title } = state;
  const texts = chatTexts[locale];
  const unread = unreadOf(state);
  const chat = useMemo(() => ({ conversation, host, locale, texts }), [conversation, host, locale, texts]);

  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  useEffect(() => {
    const name = title || texts.chat;
    document.title = unread > 0 ? `(${unread}) ${name}` : name;
    host.unread(unread);
  }, [host, title, texts, unread]);
  useEffect(() => {
    if (!host.embedded) return;
    const closeByEsc = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open]'))
        host.close();
    };
    window.addEventListener('keydown', closeByEsc);
    return () => window.removeEventListener('keydown', closeByEsc);
  }, [host]);

  return (
    <ChatContext value={chat}>
      <main className="chat" aria-label={texts.chat}>
        <Header />
        <div className="chat-body">
          <Banner />
          {phase === 'loading' && <Skeleton />}
          {phase === 'ready' && (isEmpty(state) ? <Welcome /> : <MessageLog />)}
          {phase === 'unreachable' && (
            <Notice
              icon="offline"
              title={texts.unreachableTitle}
              text={texts.unreachable}
              action={texts.tryAgain}
              onAction={conversation.nudge}
              urgent
            />
          )}
          {phase === 'expired' && (
            <Notice
              icon="clock"
              title={texts.expiredTitle}
              text={texts.expired}
              action={texts.startAgain}
              onAction={conversation.restart}
              urgent
            />
          )}
          {phase !== 'expired' && <Composer />}
        </div>
      </main>
    </ChatContext>
  );
};
