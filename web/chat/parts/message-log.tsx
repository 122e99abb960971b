import { useEffect, useMemo, useRef, useState } from 'react';
import { lastPositionOf, unreadOf } from '../chat-state.ts';
import { timelineOf } from '../timeline.ts';
import { dayOf } from '../when.ts';
import { useChat, useChatState, useVisible } from './chat-context.ts';
import { Icon } from './icons.tsx';
import { MessageGroup } from './message-group.tsx';
import { OlderButton } from './older-button.tsx';
import { useLogScroll } from './use-log-scroll.ts';

/** The conversation, newest at the bottom; says new messages aloud, but not old ones that are loaded later. */
export const MessageLog = () => {
  const { conversation, host, locale, texts } = useChat();
  const state = useChatState(conversation);
  const { messages, unsent, older, typing } = state;
  const visible = useVisible(host);
  const scroller = useRef<HTMLDivElement>(null);
  const [knownAtFirst] = useState(lastPositionOf(state));
  const days = useMemo(() => timelineOf(messages, unsent), [messages, unsent]);
  const firstId = messages[0]?.id;
  const quiet = useQuiet(older === 'loading');
  const { atBottom, onScroll, toBottom } = useLogScroll(scroller, firstId, () => {
    if (older === 'some') void conversation.loadOlder();
  });

  const lastUnsent = unsent.at(-1)?.id;
  useEffect(() => {
    if (lastUnsent !== undefined) toBottom();
  }, [lastUnsent, toBottom]);
  const lastId = messages.at(-1)?.id;
  useEffect(() => {
    if (lastId !== undefined && visible && atBottom) conversation.see();
  }, [conversation, lastId, visible, atBottom]);

  const unread = unreadOf(state);
  return (
    <div className="log-frame">
      <div
        ref={scroller}
        className="log"
        role="log"
        aria-label={texts.log}
        aria-live={quiet ? 'off' : 'polite'}
        aria-relevant="additions"
        onScroll={onScroll}
      >
        <div className="log-content">
          <OlderButton />
          {days.map((day) => (
            <section className="day" key={day.key}>
              <h2 className="day-name">
                <time dateTime={day.at.slice(0, 10)}>{dayOf(locale, texts, day.at, new Date())}</time>
              </h2>
              {day.groups.map((group) => (
                <MessageGroup key={group.key} group={group} freshAfter={knownAtFirst} />
              ))}
            </section>
          ))}
          {typing && (
            <p className="typing">
              <span className="dots" aria-hidden="true">
                <i />
                <i />
                <i />
              </span>
              <span className="hidden">{texts.typing}</span>
            </p>
          )}
        </div>
      </div>
      {!atBottom && (
        <button type="button" className="to-bottom" onClick={toBottom}>
          <Icon name="down" />
          <span className={unread > 0 ? undefined : 'hidden'}>
            {unread > 0 ? texts.unread(unread) : texts.toBottom}
          </span>
        </button>
      )}
    </div>
  );
};

/** True while older messages are loaded and a moment longer, so that a screen reader does not read them out. */
const useQuiet = (loading: boolean): boolean => {
  const [quiet, setQuiet] = useState(loading);
  useEffect(() => {
    if (loading) return setQuiet(true);
    const timer = setTimeout(() => setQuiet(false), 1000);
    return () => clearTimeout(timer);
  }, [loading]);
  return loading || quiet;
};
