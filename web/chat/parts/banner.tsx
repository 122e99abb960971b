import { useChat, useChatState } from './chat-context.ts';
import { Icon } from './icons.tsx';

/** News about the line above the conversation; always in the page, so that screen readers hear it come. */
export const Banner = () => {
  const { conversation, texts } = useChat();
  const { phase, link, pressRefused } = useChatState(conversation);
  const offline = phase === 'ready' && link === 'down';
  return (
    <div className="banners">
      <div role="status">
        {offline && (
          <p className="banner">
            <Icon name="offline" />
            <span>{texts.offline}</span>
            <button type="button" className="link-button" onClick={conversation.nudge}>
              {texts.retry}
            </button>
          </p>
        )}
      </div>
      <div role="alert">
        {pressRefused && (
          <p className="banner">
            <Icon name="alert" />
            <span>{texts.pressRefused}</span>
          </p>
        )}
      </div>
    </div>
  );
};
