import { describe, expect, it } from 'vitest';
import type { Unsent } from '../composer/unsent.ts';
import { messageOf } from '../testing.ts';
import { pressesOf, timelineOf } from './timeline.ts';

const ANNA = { id: 'anna', name: 'Anna' };
const BORIS = { id: 'boris', name: 'Boris' };
const at = (minutes: number, day = 1): string => new Date(2026, 0, day, 12, minutes).toISOString();

const unsentOf = (given: Partial<Unsent>): Unsent => ({
  id: 'u1',
  conversationId: 'c1',
  text: 'answer',
  at: at(0),
  state: 'sending',
  messageId: null,
  tries: 0,
  problem: null,
  ...given,
});

/** The timeline as "author: ids" of each group, days divided by a line. */
const drawn = (days: ReturnType<typeof timelineOf>): string =>
  days
    .map(({ groups }) =>
      groups
        .map(
          ({ from, author, entries }) => `${author?.name ?? from}: ${entries.map(({ id }) => id).join(' ')}`,
        )
        .join(', '),
    )
    .join(' | ');

describe('the timeline', () => {
  it('puts together what one speaker says without a long break', () => {
    const messages = [
      messageOf({ id: 1, at: at(0) }),
      messageOf({ id: 2, at: at(4) }),
      messageOf({ id: 3, at: at(9) }),
      messageOf({ id: 4, at: at(9), from: 'dialogue' }),
      messageOf({ id: 5, at: at(9), from: 'operator', author: ANNA }),
      messageOf({ id: 6, at: at(9), from: 'operator', author: BORIS }),
      messageOf({ id: 7, at: at(9), from: 'operator', author: { ...BORIS } }),
    ];
    expect(drawn(timelineOf(messages, [], ANNA))).toBe(
      'person: 1 2, person: 3, dialogue: 4, Anna: 5, Boris: 6 7',
    );
  });

  it('begins each day anew', () => {
    const messages = [
      messageOf({ id: 1, at: new Date(2026, 0, 1, 23, 59).toISOString() }),
      messageOf({ id: 2, at: new Date(2026, 0, 2, 0, 0).toISOString() }),
    ];
    expect(drawn(timelineOf(messages, [], ANNA))).toBe('person: 1 | person: 2');
  });

  it('ends with what is not sent yet, until the message it became is there', () => {
    const messages = [messageOf({ id: 10, from: 'operator', author: ANNA, at: at(0) })];
    const going = unsentOf({ id: 'u2', at: at(1) });
    const arrived = unsentOf({ id: 'u1', state: 'accepted', messageId: 10 });
    const coming = unsentOf({ id: 'u3', state: 'accepted', messageId: 20, at: at(2) });
    expect(drawn(timelineOf(messages, [arrived, going, coming], ANNA))).toBe('Anna: 10 u2 u3');
  });
});

describe('a press', () => {
  const menu = messageOf({ id: 1, from: 'dialogue', buttons: [['Yes', 'No'], ['Later']] });

  it('is marked on the last message that showed its button', () => {
    const again = { ...menu, id: 3 };
    const presses = pressesOf([
      menu,
      messageOf({ id: 2, kind: 'choice', text: 'No' }),
      again,
      messageOf({ id: 4, kind: 'choice', text: 'Later' }),
    ]);
    expect([...presses].map(([id, labels]) => [id, ...labels])).toEqual([
      [1, 'No'],
      [3, 'Later'],
    ]);
  });

  it('of a button that is gone marks nothing; words are no press', () => {
    expect(pressesOf([messageOf({ kind: 'choice', text: 'No' }), menu, messageOf({ text: 'No' })]).size).toBe(
      0,
    );
  });
});
