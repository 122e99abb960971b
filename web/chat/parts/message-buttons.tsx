import { useLayoutEffect, useRef } from 'react';
import type { ChatButton } from '../contract.ts';
import { useChat, useChatState } from './chat-context.ts';

/** The choices under a message; one press at a time, shown until it is answered. */
export const MessageButtons = ({
  messageId,
  rows,
}: {
  readonly messageId: string;
  readonly rows: readonly (readonly ChatButton[])[];
}) => {
  const { conversation } = useChat();
  const { pressed } = useChatState(conversation);
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    return () => {
      if (element?.contains(document.activeElement)) element.closest('article')?.focus();
    };
  }, []);
  return (
    <div className="buttons" ref={box}>
      {placed(rows).map(({ line, row }) => (
        <div className="button-row" key={line}>
          {row.map(({ place, label, button }) => {
            const busy = pressed?.messageId === messageId && pressed.button === button;
            return (
              <button
                type="button"
                className="choice"
                key={place}
                aria-busy={busy}
                aria-disabled={pressed !== null}
                onClick={() => conversation.press(messageId, button)}
              >
                {label}
              </button>
            );
          })}
        </div>
      ))}
    </div>
  );
};

/** Buttons keep their places while a message is rewritten, whatever their numbers: so does the focus on them. */
const placed = (rows: readonly (readonly ChatButton[])[]) =>
  rows.map((row, line) => ({ line, row: row.map((button, place) => ({ place, ...button })) }));
