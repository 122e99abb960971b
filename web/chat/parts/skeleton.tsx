import { useChat } from './chat-context.ts';

/** The shape of a conversation while it loads. */
export const Skeleton = () => {
  const { texts } = useChat();
  return (
    <div className="log" aria-busy="true">
      <div className="log-content">
        <p className="hidden" role="status">
          {texts.loading}
        </p>
        {['office wide', 'office', 'person', 'office wide', 'person wide'].map((shape) => (
          <span key={shape} className={`ghost ${shape}`} />
        ))}
      </div>
    </div>
  );
};
