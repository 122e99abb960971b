import { useChat } from './chat-context.ts';
import { Notice } from './notice.tsx';

/** A conversation in which nobody has said anything yet. */
export const Welcome = () => {
  const { conversation, texts } = useChat();
  const start = (): void => conversation.say('/start');
  return (
    <Notice icon="chat" title={texts.emptyTitle} text={texts.empty} action={texts.start} onAction={start} />
  );
};
