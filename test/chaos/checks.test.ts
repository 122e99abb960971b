import { describe, expect, it } from 'vitest';
import { judge } from './checks.ts';
import type { ConversationHistory, History, Reached, StoredMessage } from './history.ts';

const stored = (position: number, fields: Partial<StoredMessage>): StoredMessage => ({
  direction: 'out',
  turn: 1,
  position,
  externalId: null,
  ref: null,
  text: '',
  delivery: fields.direction === 'in' ? null : 'sent',
  repeated: false,
  error: null,
  ...fields,
});
const reached = (messageId: number, text: string, fields: Partial<Reached> = {}): Reached => ({
  at: messageId * 1_000,
  messageId,
  text,
  answerLost: false,
  slow: false,
  ...fields,
});

const messages = [
  stored(1, { direction: 'in', turn: 1, externalId: '701', text: '/profile' }),
  stored(2, { turn: 1, ref: '11', text: 'Как вас зовут?' }),
  stored(3, { direction: 'in', turn: 2, externalId: '702', text: 'Анна' }),
  stored(4, { turn: 2, ref: '13', text: 'Сохранил.' }),
] as const;
const question = reached(11, 'Как вас зовут?');
const saved = reached(13, 'Сохранил.');

/** Two turns, the second of which saves a name, as they should look. */
const good: ConversationHistory = {
  person: {
    name: 'Анна-0001',
    chat: 5,
    waits: [],
    said: [
      { say: '/profile', press: false, answers: ['Как вас зовут?'], updateId: 701 },
      { say: 'Анна', press: false, answers: ['Сохранил.'], updateId: 702, renames: 'Анна' },
    ],
  },
  heard: 2,
  said: 2,
  turns: [
    { number: 1, state: 'done' },
    { number: 2, state: 'done' },
  ],
  messages,
  renames: ['Анна'],
  name: 'Анна',
  reached: [question, saved],
};

const offences = (change: Partial<ConversationHistory>, run: Partial<History> = {}) =>
  judge({ conversations: [{ ...good, ...change }], kills: [], pending: 0, breakdowns: [], ...run }).flatMap(
    ({ check, offence }) => (offence === undefined ? [] : check),
  );
const without = (position: number) => messages.filter((message) => message.position !== position);
const changed = (position: number, change: Partial<StoredMessage>) =>
  messages.map((message) => (message.position === position ? { ...message, ...change } : message));

describe('the checks of the chaos proof', () => {
  it('find nothing in a good history', () => {
    expect(offences({})).toEqual([]);
  });

  it('notice a lost update, one that was heard twice, and one that was never acknowledged', () => {
    const heard = 'every acknowledged update was heard once, in order';
    expect(offences({ messages: without(3) })).toContain(heard);
    const twice = stored(5, { direction: 'in', turn: 3, externalId: '702' });
    expect(offences({ messages: [...messages, twice] })).toContain(heard);
    expect(offences({}, { pending: 1 })).toEqual(['every update was acknowledged']);
  });

  it('notice work that was left, a missing turn and a dead one', () => {
    const numbered = ['every update is one turn, numbered without a gap'];
    expect(offences({ said: 1 })).toEqual(numbered);
    expect(offences({ turns: [{ number: 1, state: 'done' }] })).toEqual(numbered);
    const dead = { number: 2, state: 'dead' };
    expect(offences({ turns: [{ number: 1, state: 'done' }, dead] })).toEqual(numbered);
  });

  it('notice an effect that is missing or was done twice', () => {
    const renamed = ['every name was saved once, in order'];
    expect(offences({ renames: [] })).toEqual(renamed);
    expect(offences({ renames: ['Анна', 'Анна'] })).toEqual(renamed);
    expect(offences({ name: 'Анна-0001' })).toEqual(renamed);
    const answered = 'every turn had its effect once: the answers are those of the script';
    expect(offences({ messages: changed(4, { text: 'Не понял.' }) })).toContain(answered);
    const again = stored(5, { turn: 2, ref: '14', text: 'Сохранил.' });
    expect(offences({ messages: [...messages, again] })).toContain(answered);
  });

  it('notice answers that did not arrive, arrived in another order, or were never meant', () => {
    const inOrder = ['answers arrived in order, none is missing or out of place'];
    expect(offences({ reached: [question] })).toEqual(inOrder);
    expect(offences({ reached: [saved, question] })).toEqual(inOrder);
    expect(offences({ reached: [question, saved, reached(14, 'Сохранил.')] })).toEqual(inOrder);
    expect(offences({ reached: [reached(10, 'Привет'), question, saved] })).toEqual(inOrder);
  });

  it('notice a message that never ended or failed, and accept one of unknown fate', () => {
    const ended = 'every outgoing message ended, none failed';
    expect(offences({ messages: changed(4, { delivery: 'sending' }) })).toContain(ended);
    expect(offences({ messages: changed(4, { delivery: 'failed' }) })).toContain(ended);
    const unknown = changed(2, { delivery: 'unknown', ref: null });
    expect(offences({ messages: unknown })).toEqual([]);
    expect(offences({ messages: unknown, reached: [saved] })).toEqual([]);
  });

  it('count repeats: marked, caused, and no more than the kills', () => {
    const marked = changed(4, { repeated: true });
    const twice = [question, reached(12, 'Сохранил.'), saved];
    const kills = [{ victim: 0, at: 12_500, turns: 1 }];
    expect(offences({ messages: marked, reached: twice }, { kills })).toEqual([]);
    expect(offences({ reached: twice }, { kills })).toEqual(['every repeat is marked']);
    const lost = [question, reached(12, 'Сохранил.', { answerLost: true }), saved];
    expect(offences({ messages: marked, reached: lost })).toEqual([]);
    const late = [{ victim: 0, at: 13_500, turns: 1 }];
    expect(offences({ messages: marked, reached: twice }, { kills: late })).toEqual([
      'every repeat follows a lost answer or a kill',
    ]);
    expect(offences({ messages: marked, reached: twice })).toContain(
      'repeats after kills are no more than the kills',
    );
  });
});
