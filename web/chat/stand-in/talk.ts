import { randomUUID } from 'node:crypto';
import { LOCALES, type Locale } from '#kernel/locale.ts';
import type { ChatFile, ChatMessage, History, Saying, SessionFacts } from '../contract.ts';
import { LANGUAGES, standInTexts } from './texts.ts';

/** An event as it goes over the wire; `cursor` is its id. */
export interface TalkEvent {
  readonly type: 'message' | 'typing' | 'session';
  readonly data: object;
  readonly cursor?: number;
}

/** One conversation in memory, with an office that answers by simple rules. */
export interface Talk {
  title(): string;
  facts(): SessionFacts;
  cursor(): number;
  /** At most 50 messages before a position. */
  history(before: number): History;
  /** Takes what a person says; the same id is taken once. */
  hear(saying: Saying, file?: ChatFile): ChatMessage;
  /** Puts a message into the conversation. */
  put(message: Partial<ChatMessage> & Pick<ChatMessage, 'from' | 'text'>): ChatMessage;
  /** Replaces a message by a later version. */
  change(id: string, change: Partial<ChatMessage>): void;
  /** Starts or prolongs the typing indicator. */
  type(seconds: number): void;
  /** Sends the events after a cursor and those to come; returns how to leave. */
  follow(cursor: number, listener: (event: TalkEvent) => void): () => void;
  stop(): void;
}

const ANSWER_MS = 700;

/** A new conversation; the office answers after a moment of typing. */
export const createTalk = (first: Locale): Talk => {
  const events: (TalkEvent & { readonly cursor: number })[] = [];
  const listeners = new Set<(event: TalkEvent) => void>();
  const timers = new Set<NodeJS.Timeout>();
  let messages: readonly ChatMessage[] = [];
  let locale = first;
  const texts = () => standInTexts[locale];

  const facts = (): SessionFacts => ({
    locale,
    keyboard: messages.length === 0 ? null : texts().keys.map((row) => row.map((label) => ({ label }))),
    commands: (['menu', 'language', 'help', 'cancel'] as const).map((command) => ({
      command,
      description: texts()[command],
    })),
    since: 0,
  });
  const tell = (event: TalkEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const publish = (message: ChatMessage): ChatMessage => {
    const event = { type: 'message', data: message, cursor: events.length + 1 } as const;
    events.push(event);
    tell(event);
    return message;
  };
  const put: Talk['put'] = (message) => {
    const whole: ChatMessage = {
      id: randomUUID(),
      position: (messages.at(-1)?.position ?? 0) + 1,
      files: [],
      buttons: null,
      at: new Date().toISOString(),
      edited: false,
      author: null,
      ...message,
    };
    messages = [...messages, whole];
    return publish(whole);
  };
  const change: Talk['change'] = (id, changed) => {
    messages = messages.map((message) => (message.id === id ? { ...message, ...changed } : message));
    for (const message of messages) if (message.id === id) publish(message);
  };
  const later = (work: () => void): void => {
    tell({ type: 'typing', data: { seconds: 5 } });
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ANSWER_MS);
    timers.add(timer);
  };
  const say = (text: string, labels: readonly string[] = []): void => {
    const buttons = labels.length === 0 ? null : labels.map((label, button) => [{ label, button }]);
    put({ from: 'office', text, buttons });
    tell({ type: 'session', data: facts() });
  };
  const answer = (text: string): void => {
    const { greeting, catalogue, order, question, pickLanguage, echo } = texts();
    if (['/start', '/menu', '/help'].includes(text)) say(greeting, [catalogue, order, question]);
    else if (text === '/language') say(pickLanguage, Object.values(LANGUAGES));
    else say(echo(text));
  };
  const choose = (messageId: string, button: number): string => {
    const message = messages.find(({ id }) => id === messageId);
    const label = message?.buttons?.flat().find((known) => known.button === button)?.label ?? '?';
    later(() => {
      change(messageId, { buttons: null });
      const chosen = LOCALES.find((known) => LANGUAGES[known] === label);
      if (chosen) locale = chosen;
      say(chosen ? texts().spoken : texts().chosen(label));
    });
    return label;
  };

  return {
    title: () => texts().title,
    facts,
    cursor: () => events.length,
    history(before) {
      const earlier = messages.filter(({ position }) => position < before);
      return { messages: earlier.slice(-50), more: earlier.length > 50 };
    },
    hear(saying, file) {
      const known = messages.find(({ id }) => id === saying.id);
      if (known) return known;
      const from = 'person' as const;
      if ('choice' in saying) {
        const { message_id, button } = saying.choice;
        return put({ id: saying.id, from, text: choose(message_id, button) });
      }
      const text = saying.text ?? '';
      later(() => (file ? say(texts().file) : answer(text)));
      return put({ id: saying.id, from, text, files: file ? [file] : [] });
    },
    put,
    change,
    type: (seconds) => tell({ type: 'typing', data: { seconds } }),
    follow(cursor, listener) {
      listener({ type: 'session', data: facts() });
      for (const event of events.slice(cursor)) listener(event);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
};
