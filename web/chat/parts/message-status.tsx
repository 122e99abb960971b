import type { Unsent } from '../unsent.ts';
import { useChat } from './chat-context.ts';
import { Icon } from './icons.tsx';

/** On its way, sent, or failed, with what can be done about it. */
export const MessageStatus = ({ unsent }: { readonly unsent: Unsent | null }) => {
  const { conversation, texts } = useChat();
  if (unsent === null) return <Sign icon="check" words={texts.sent} />;
  if (unsent.state !== 'failed') {
    const stuck = unsent.tries > 0;
    return stuck ? (
      <>
        <Icon name="clock" />
        <span>{texts.waiting}</span>
      </>
    ) : (
      <Sign icon="clock" words={texts.sending} />
    );
  }
  const problem = unsent.problem ?? 'refused';
  return (
    <span className="failure" role="alert">
      <Icon name="alert" />
      <span>{texts.failed[problem]}</span>
      {problem !== 'file_lost' && problem !== 'too_large' && (
        <button type="button" className="link-button" onClick={() => conversation.retry(unsent.id)}>
          {texts.retry}
        </button>
      )}
      <button type="button" className="link-button" onClick={() => conversation.discard(unsent.id)}>
        {texts.discard}
      </button>
    </span>
  );
};

const Sign = ({ icon, words }: { readonly icon: 'check' | 'clock'; readonly words: string }) => (
  <>
    <Icon name={icon} />
    <span className="hidden">{words}</span>
  </>
);
