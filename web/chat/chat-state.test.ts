import { describe, expect, it } from 'vitest';
import {
  type ChatAction,
  type ChatState,
  initialState,
  isEmpty,
  lastPositionOf,
  reduce,
  unreadOf,
} from './chat-state.ts';
import type { ChatMessage, Snapshot } from './contract.ts';

const message = (position: number, more: Partial<ChatMessage> = {}): ChatMessage => ({
  id: `m${position}`,
  position,
  from: 'office',
  text: `text ${position}`,
  files: [],
  buttons: null,
  at: new Date(1_700_000_000_000 + position * 60_000).toISOString(),
  edited: false,
  ...more,
});

const snapshot = (more: Partial<Snapshot> = {}): Snapshot => ({
  locale: 'en',
  title: 'Office',
  max_text_length: 100,
  max_file_bytes: 1000,
  keyboard: null,
  commands: [],
  since: 0,
  messages: [message(5), message(6)],
  more: true,
  cursor: '6',
  ...more,
});

const stateAfter = (...actions: readonly ChatAction[]): ChatState =>
  actions.reduce(reduce, reduce(initialState('ru'), { type: 'opened', snapshot: snapshot() }));

const ids = (state: ChatState): readonly string[] => state.messages.map(({ id }) => id);

describe('the state of the chat', () => {
  it('takes everything from the snapshot, the language too', () => {
    const state = stateAfter();
    expect(state).toMatchObject({ phase: 'ready', locale: 'en', title: 'Office', older: 'some' });
    expect(state).toMatchObject({ maxTextLength: 100, maxFileBytes: 1000 });
    expect(ids(state)).toEqual(['m5', 'm6']);
  });

  it('forgets what somebody else said in this chat, once it is handed over', () => {
    const facts = { locale: 'ru', keyboard: null, commands: [] } as const;
    const state = stateAfter(
      { type: 'message', message: message(7) },
      { type: 'session', facts: { ...facts, since: 6 } },
    );
    expect(ids(state)).toEqual(['m7']);
    expect(state.older).toBe('none');
    const same = stateAfter({ type: 'session', facts: { ...facts, since: 0 } });
    expect(ids(same)).toEqual(['m5', 'm6']);
    expect(same.older).toBe('some');
  });

  it('keeps messages by position, whatever the order of arrival', () => {
    const state = stateAfter(
      { type: 'message', message: message(8) },
      { type: 'message', message: message(7) },
    );
    expect(ids(state)).toEqual(['m5', 'm6', 'm7', 'm8']);
  });

  it('replaces a message that comes again', () => {
    const edited = message(6, { text: 'mended', edited: true });
    const state = stateAfter({ type: 'message', message: edited }, { type: 'message', message: edited });
    expect(ids(state)).toEqual(['m5', 'm6']);
    expect(state.messages[1]).toBe(edited);
  });

  it('leaves a change of a message from the unloaded past to its page, so that no gap opens', () => {
    expect(ids(stateAfter({ type: 'message', message: message(2) }))).toEqual(['m5', 'm6']);
  });

  it('takes such a message when the whole history is loaded', () => {
    const whole = { type: 'older_came', history: { messages: [], more: false } } as const;
    expect(ids(stateAfter(whole, { type: 'message', message: message(2) }))).toEqual(['m2', 'm5', 'm6']);
  });

  it('puts older history before, without doubling the seam', () => {
    const state = stateAfter(
      { type: 'older_asked' },
      { type: 'older_came', history: { messages: [message(4), message(5)], more: false } },
    );
    expect(ids(state)).toEqual(['m4', 'm5', 'm6']);
    expect(state.older).toBe('none');
  });

  it('offers older history again after a failure', () => {
    expect(stateAfter({ type: 'older_asked' }).older).toBe('loading');
    expect(stateAfter({ type: 'older_asked' }, { type: 'older_failed' }).older).toBe('failed');
  });

  it('frees the pressed button and stops the dots when the office speaks, not when the person does', () => {
    const press: ChatAction = { type: 'pressed', press: { messageId: 'm6', button: 0 } };
    const typing: ChatAction = { type: 'typing', on: true };
    const own = stateAfter(press, typing, { type: 'message', message: message(7, { from: 'person' }) });
    expect(own).toMatchObject({ typing: true, pressed: { messageId: 'm6', button: 0 } });
    const answered = reduce(own, { type: 'message', message: message(6, { buttons: null, edited: true }) });
    expect(answered).toMatchObject({ typing: false, pressed: null });
  });

  it('says that a press was refused until the next one', () => {
    const refused = stateAfter(
      { type: 'pressed', press: { messageId: 'm6', button: 0 } },
      { type: 'released', refused: true },
    );
    expect(refused).toMatchObject({ pressed: null, pressRefused: true });
    expect(reduce(refused, { type: 'pressed', press: { messageId: 'm5', button: 1 } }).pressRefused).toBe(
      false,
    );
  });

  it('changes language, keyboard and commands at once', () => {
    const facts = {
      locale: 'ru',
      keyboard: [[{ label: 'Каталог' }]],
      commands: [{ command: 'menu', description: 'меню' }],
      since: 0,
    } as const;
    expect(stateAfter({ type: 'session', facts })).toMatchObject(facts);
  });

  it('counts what the office said and the person has not seen', () => {
    const state = stateAfter({ type: 'message', message: message(7, { from: 'person' }) });
    expect(unreadOf(state)).toBe(2);
    const seen = reduce(state, { type: 'seen', position: 5 });
    expect(unreadOf(seen)).toBe(1);
    expect(unreadOf(reduce(seen, { type: 'seen', position: lastPositionOf(state) }))).toBe(0);
    expect(reduce(seen, { type: 'seen', position: 1 })).toBe(seen);
  });

  it('is empty until somebody says or types something', () => {
    const empty = reduce(initialState('ru'), { type: 'opened', snapshot: snapshot({ messages: [] }) });
    const text = { id: 'u', at: '', state: 'waiting', tries: 0, kind: 'text', text: 'hi' } as const;
    expect(isEmpty(empty)).toBe(true);
    expect(isEmpty(reduce(empty, { type: 'typing', on: true }))).toBe(false);
    expect(isEmpty(reduce(empty, { type: 'unsent', unsent: [text] }))).toBe(false);
    expect(isEmpty(reduce(empty, { type: 'message', message: message(1) }))).toBe(false);
  });

  it('does not cover an open chat with "unreachable"', () => {
    expect(stateAfter({ type: 'unreachable' }).phase).toBe('ready');
    expect(reduce(initialState('ru'), { type: 'unreachable' }).phase).toBe('unreachable');
  });

  it('starts again with nothing but the language, the title and what is unsent', () => {
    const unsent = [
      { id: 'u', at: '2026-01-01T00:00:00Z', state: 'failed', tries: 0, kind: 'text', text: 'hi' },
    ] as const;
    const state = stateAfter({ type: 'unsent', unsent }, { type: 'expired' }, { type: 'restarted' });
    expect(state).toEqual({ ...initialState('en'), title: 'Office', unsent });
  });

  it('is the same object when nothing changes, so that nothing is drawn', () => {
    const state = stateAfter();
    expect(reduce(state, { type: 'link', link: 'live' })).toBe(state);
    expect(reduce(state, { type: 'typing', on: false })).toBe(state);
  });
});
