import { useChat, useChatState } from './chat-context.ts';

/** The keyboard of the office above the input; a press says the label. */
export const Keys = () => {
  const { conversation, texts } = useChat();
  const { keyboard } = useChatState(conversation);
  const keys = keyboard?.flat() ?? [];
  if (keys.length === 0) return null;
  return (
    <fieldset className="keys" aria-label={texts.keys}>
      {keys.map(({ label }) => (
        <button type="button" className="key" key={label} onClick={() => conversation.say(label)}>
          {label}
        </button>
      ))}
    </fieldset>
  );
};
