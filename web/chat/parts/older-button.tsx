import { useChat, useChatState } from './chat-context.ts';

/** Older history by hand; scrolling to the top does the same. */
export const OlderButton = () => {
  const { conversation, texts } = useChat();
  const { older } = useChatState(conversation);
  if (older === 'none') return null;
  const label = { some: texts.older, loading: texts.olderLoading, failed: texts.olderFailed }[older];
  return (
    <button
      type="button"
      className="older"
      aria-disabled={older === 'loading'}
      onClick={() => void conversation.loadOlder()}
    >
      {label}
    </button>
  );
};
