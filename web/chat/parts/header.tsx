import { useChat, useChatState } from './chat-context.ts';
import { Icon } from './icons.tsx';

/** Who one talks to, and whether the line is open. */
export const Header = () => {
  const { conversation, host, texts } = useChat();
  const { title, phase, link, typing } = useChatState(conversation);
  const live = phase === 'ready' && link === 'live';
  return (
    <header className="header">
      <span className="mark" aria-hidden="true">
        <Icon name="chat" />
      </span>
      <div className="header-words">
        <h1 className="title">
          {title || <span className={phase === 'loading' ? 'bar' : undefined}>{texts.chat}</span>}
        </h1>
        <p className="presence" data-live={live}>
          {typing ? texts.typing : live ? texts.live : '\u00a0'}
        </p>
      </div>
      {host.embedded && (
        <button type="button" className="icon-button" aria-label={texts.closeChat} onClick={host.close}>
          <Icon name="close" />
        </button>
      )}
    </header>
  );
};
