import type { Locale } from '#kernel/locale.ts';
import type { ChatMessage, History, SessionFacts, Snapshot } from './contract.ts';
import type { Link } from './live.ts';
import type { Unsent } from './unsent.ts';

/** All that the page shows. */
export interface ChatState extends SessionFacts {
  /** `unreachable`: the first load failed and is tried again; `expired`: the session is unknown to the server. */
  readonly phase: 'loading' | 'unreachable' | 'ready' | 'expired';
  readonly title: string;
  readonly maxTextLength: number;
  readonly maxFileBytes: number;
  /** Ordered by position, each id once. */
  readonly messages: readonly ChatMessage[];
  readonly unsent: readonly Unsent[];
  /** Whether there is older history, and the state of fetching it. */
  readonly older: 'none' | 'some' | 'loading' | 'failed';
  readonly link: Link;
  readonly typing: boolean;
  /** The button that was pressed and has not been answered. */
  readonly pressed: Press | null;
  /** The last pressed button was refused by the server. */
  readonly pressRefused: boolean;
  /** Position up to which the person has seen the messages. */
  readonly seen: number;
}

export interface Press {
  readonly messageId: string;
  readonly button: number;
}

export type ChatAction =
  | { readonly type: 'opened'; readonly snapshot: Snapshot }
  | { readonly type: 'unreachable' }
  | { readonly type: 'expired' }
  | { readonly type: 'restarted' }
  | { readonly type: 'message'; readonly message: ChatMessage }
  | { readonly type: 'older_asked' }
  | { readonly type: 'older_came'; readonly history: History }
  | { readonly type: 'older_failed' }
  | { readonly type: 'typing'; readonly on: boolean }
  | { readonly type: 'session'; readonly facts: SessionFacts }
  | { readonly type: 'link'; readonly link: Link }
  | { readonly type: 'unsent'; readonly unsent: readonly Unsent[] }
  | { readonly type: 'pressed'; readonly press: Press }
  | { readonly type: 'released'; readonly refused: boolean }
  | { readonly type: 'seen'; readonly position: number };

/** The state before anything has been loaded. */
export const initialState = (locale: Locale, seen = 0): ChatState => ({
  phase: 'loading',
  locale,
  title: '',
  keyboard: null,
  commands: [],
  since: 0,
  maxTextLength: 4000,
  maxFileBytes: 20 * 1024 * 1024,
  messages: [],
  unsent: [],
  older: 'none',
  link: 'live',
  typing: false,
  pressed: null,
  pressRefused: false,
  seen,
});

/** The next state; pure. */
export const reduce = (state: ChatState, action: ChatAction): ChatState => {
  switch (action.type) {
    case 'opened':
      return opened(state, action.snapshot);
    case 'unreachable':
      return state.phase === 'loading' ? { ...state, phase: 'unreachable' } : state;
    case 'expired':
      return { ...state, phase: 'expired', typing: false, pressed: null };
    case 'restarted':
      return { ...initialState(state.locale), title: state.title, unsent: state.unsent };
    case 'message':
      return withMessage(state, action.message);
    case 'older_asked':
      return { ...state, older: 'loading' };
    case 'older_came':
      return {
        ...state,
        messages: merge(action.history.messages, state.messages),
        older: action.history.more ? 'some' : 'none',
      };
    case 'older_failed':
      return { ...state, older: 'failed' };
    case 'typing':
      return state.typing === action.on ? state : { ...state, typing: action.on };
    case 'session':
      return withFacts(state, action.facts);
    case 'link':
      return state.link === action.link ? state : { ...state, link: action.link };
    case 'unsent':
      return { ...state, unsent: action.unsent };
    case 'pressed':
      return { ...state, pressed: action.press, pressRefused: false };
    case 'released':
      return { ...state, pressed: null, pressRefused: action.refused };
    case 'seen':
      return action.position > state.seen ? { ...state, seen: action.position } : state;
  }
};

/** How many messages of the office the person has not seen. */
export const unreadOf = (state: ChatState): number =>
  state.messages.filter((message) => message.from === 'office' && message.position > state.seen).length;

/** Position of the newest message; 0 when there is none. */
export const lastPositionOf = (state: ChatState): number => state.messages.at(-1)?.position ?? 0;

/** Whether there is nothing to show: no message, none on its way, nobody typing. */
export const isEmpty = ({ messages, unsent, typing }: ChatState): boolean =>
  messages.length === 0 && !typing && unsent.every(({ kind }) => kind === 'choice');

const opened = (state: ChatState, snapshot: Snapshot): ChatState => ({
  ...state,
  phase: 'ready',
  locale: snapshot.locale,
  title: snapshot.title,
  keyboard: snapshot.keyboard,
  commands: snapshot.commands,
  since: snapshot.since,
  maxTextLength: snapshot.max_text_length,
  maxFileBytes: snapshot.max_file_bytes,
  messages: merge([], snapshot.messages),
  older: snapshot.more ? 'some' : 'none',
});

/** A chat that was handed over to somebody forgets who spoke there before. */
const withFacts = (state: ChatState, facts: SessionFacts): ChatState => {
  const messages = state.messages.filter(({ position }) => position > facts.since);
  const isCut = messages.length < state.messages.length;
  return { ...state, ...facts, ...(isCut ? { messages, older: 'none' as const } : {}) };
};

/** Any word of the office ends the waiting for an answer. A change of a message not loaded yet waits for its page. */
const withMessage = (state: ChatState, message: ChatMessage): ChatState => {
  const first = state.messages[0];
  const known = state.messages.some(({ id }) => id === message.id);
  if (!known && state.older !== 'none' && first && message.position < first.position) return state;
  const next = { ...state, messages: merge(state.messages, [message]) };
  return message.from === 'office' ? { ...next, typing: false, pressed: null, pressRefused: false } : next;
};

/** Later versions replace earlier ones of the same id. */
const merge = (earlier: readonly ChatMessage[], later: readonly ChatMessage[]): readonly ChatMessage[] => {
  const byId = new Map([...earlier, ...later].map((message) => [message.id, message]));
  return [...byId.values()].sort((a, b) => a.position - b.position);
};
