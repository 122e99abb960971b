import { IconArrowDown } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { useIsPhone } from '../../../parts/media.ts';
import { useShortcut } from '../../../shell/shortcuts.ts';
import { useDesk } from '../desk.ts';
import { useClock } from '../list/clock.ts';
import type { Conversation } from '../schema.ts';
import { conversationTexts } from '../texts.ts';
import { useAddress } from '../use-address.tsx';
import { dayOf } from '../when.ts';
import { LogContext } from './log-context.ts';
import { MessageGroup } from './message-group.tsx';
import { PartButton } from './part-button.tsx';
import { threadTexts } from './texts.ts';
import type { Thread, ThreadState } from './thread.ts';
import { pressesOf, timelineOf } from './timeline.ts';
import { useLogScroll } from './use-log-scroll.ts';
import { useSeen } from './use-seen.ts';

/** What was said, newest at the bottom. New words are read out, old ones that are loaded later are not. */
export const MessageLog = ({
  conversation,
  thread,
  state,
}: {
  readonly conversation: Conversation;
  readonly thread: Thread;
  readonly state: ThreadState;
}) => {
  const texts = useTexts(threadTexts);
  const common = useTexts(conversationTexts);
  const { me, outbox, typists } = useDesk();
  const { go, message: linked } = useAddress();
  const scroller = useRef<HTMLDivElement>(null);
  const { window: part } = state;
  const messages = part?.messages ?? NONE;
  const all = useSyncExternalStore(outbox.subscribe, outbox.list);
  const typist = useSyncExternalStore(typists.subscribe, () => typists.in(conversation.id));
  const unsent = useMemo(
    () => (part?.newer ? [] : all.filter(({ conversationId }) => conversationId === conversation.id)),
    [all, conversation.id, part?.newer],
  );
  const days = useMemo(() => timelineOf(messages, unsent, me), [messages, unsent, me]);
  const presses = useMemo(() => pressesOf(messages), [messages]);
  const context = useMemo(() => ({ conversation, presses }), [conversation, presses]);
  const quiet = useQuiet(state.older === 'loading' || state.newer === 'loading');
  const { atBottom, onScroll, toBottom } = useLogScroll(scroller, {
    part,
    target: state.target,
    onNearTop: () => state.older === 'idle' && void thread.loadOlder(),
    onNearBottom: () => state.newer === 'idle' && void thread.loadNewer(),
  });
  const news = useSeen({ conversation, messages, reading: atBottom && part?.newer === false });

  useEffect(() => outbox.shown(new Set(messages.map(({ id }) => id))), [outbox, messages]);
  const lastUnsent = unsent.at(-1)?.id;
  useEffect(() => {
    if (lastUnsent !== undefined) toBottom();
  }, [lastUnsent, toBottom]);
  const toNewest = async (): Promise<void> => {
    if (part?.newer) await thread.open();
    // Beside an order the address is not of this page: it is touched only where it names a message.
    if (linked !== undefined) go({ message: undefined }, true);
    toBottom();
  };
  useShortcut('n', texts.keys.newest, toNewest);

  return (
    <LogContext value={context}>
      <div className="conversations-log-frame">
        <div
          ref={scroller}
          className="conversations-log"
          role="log"
          aria-label={texts.log}
          aria-live={quiet ? 'off' : 'polite'}
          aria-relevant="additions"
          onScroll={onScroll}
        >
          <div className="conversations-log-content">
            {part?.older ? (
              <PartButton state={state.older} words={texts.older} onPress={thread.loadOlder} />
            ) : (
              <p className="conversations-beginning">
                {messages.length === 0 ? texts.emptyLog : texts.beginning}
              </p>
            )}
            {days.map((day) => (
              <section className="conversations-day" key={day.key}>
                <DayName at={day.at} />
                {day.groups.map((group) => (
                  <MessageGroup key={group.key} group={group} target={state.target?.position} />
                ))}
              </section>
            ))}
            {part?.newer && <PartButton state={state.newer} words={texts.newer} onPress={thread.loadNewer} />}
            {typist && !part?.newer && (
              <p className="conversations-typing">
                <span className="conversations-dots" aria-hidden="true">
                  <i />
                  <i />
                  <i />
                </span>
                {common.typesHere(typist.name)}
              </p>
            )}
          </div>
        </div>
        {(!atBottom || part?.newer) && (
          <button type="button" className="conversations-newest" onClick={() => void toNewest()}>
            <IconArrowDown size={18} stroke={2} aria-hidden="true" />
            {news > 0 ? (
              texts.newBelow(news)
            ) : (
              <span className="conversations-newest-words">{texts.toNewest}</span>
            )}
          </button>
        )}
      </div>
    </LogContext>
  );
};

const NONE: readonly never[] = [];

const DayName = ({ at }: { readonly at: string }) => {
  const common = useTexts(conversationTexts);
  const locale = useLocale();
  const Level = useIsPhone() ? 'h2' : 'h3';
  const words = useClock((now) => dayOf(locale, common, at, new Date(now)));
  return (
    <Level className="conversations-day-name">
      <time dateTime={at.slice(0, 10)}>{words}</time>
    </Level>
  );
};

/** True while a part is loaded and a moment longer, so that a screen reader does not read it out. */
const useQuiet = (loading: boolean): boolean => {
  const [quiet, setQuiet] = useState(true);
  useEffect(() => {
    if (loading) return setQuiet(true);
    const timer = setTimeout(() => setQuiet(false), 1000);
    return () => clearTimeout(timer);
  }, [loading]);
  return loading || quiet;
};
