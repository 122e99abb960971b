import { describe, expect, it } from 'vitest';
import type { ChatMessage } from './contract.ts';
import { contentOf, timelineOf } from './timeline.ts';
import type { Unsent } from './unsent.ts';

const message = (id: string, at: Date, more: Partial<ChatMessage> = {}): ChatMessage => ({
  id,
  position: at.getTime(),
  from: 'office',
  text: id,
  files: [],
  buttons: null,
  at: at.toISOString(),
  edited: false,
  ...more,
});

const noon = (minute = 0): Date => new Date(2026, 2, 5, 12, minute);
const words = (unsent: readonly Unsent[], ...messages: readonly ChatMessage[]): readonly unknown[] =>
  timelineOf(messages, unsent).map((day) => day.groups.map((group) => group.entries.map(({ id }) => id)));

const unsent = (id: string, at: Date): Unsent => ({
  id,
  at: at.toISOString(),
  state: 'waiting',
  tries: 0,
  kind: 'text',
  text: id,
});

describe('the timeline', () => {
  it('groups what one speaker says within five minutes', () => {
    const shown = words(
      [],
      message('a', noon(0)),
      message('b', noon(4)),
      message('c', noon(9)),
      message('d', noon(10), { from: 'person' }),
    );
    expect(shown).toEqual([[['a', 'b'], ['c'], ['d']]]);
  });

  it('separates operators by name', () => {
    const shown = words([], message('a', noon()), message('b', noon(1), { author: 'Anna' }));
    expect(shown).toEqual([[['a'], ['b']]]);
  });

  it('begins a new day at local midnight', () => {
    const late = new Date(2026, 2, 5, 23, 59);
    const early = new Date(2026, 2, 6, 0, 1);
    expect(words([], message('a', late), message('b', early))).toEqual([[['a']], [['b']]]);
  });

  it('shows the unsent last, beside the words of the same person', () => {
    const shown = words([unsent('mine', noon(2))], message('a', noon(), { from: 'person' }));
    expect(shown).toEqual([[['a', 'mine']]]);
  });

  it('shows a message once when its echo comes before the acknowledgement', () => {
    const echo = message('same', noon(1), { from: 'person' });
    expect(words([unsent('same', noon(1))], echo)).toEqual([[['same']]]);
  });

  it('makes no bubble of a press that is not answered, or was answered in the place of its buttons', () => {
    const pressed = { from: 'person', choice: { message_id: 'a', button: 0 } } as const;
    const press = message('press', noon(1), pressed);
    expect(words([], message('a', noon()), press)).toEqual([[['a']]]);
    expect(words([], message('a', noon()), press, message('b', noon(2)))).toEqual([
      [['a'], ['press'], ['b']],
    ]);
    expect(words([], message('a', noon(), { edited: true }), press, message('b', noon(2)))).toEqual([
      [['a', 'b']],
    ]);
    expect(words([], press, message('b', noon(2)))).toEqual([[['press'], ['b']]]);
  });

  it('makes no bubble of a press that is on its way', () => {
    const press: Unsent = {
      id: 'p',
      at: noon().toISOString(),
      state: 'waiting',
      tries: 0,
      kind: 'choice',
      messageId: 'a',
      button: 0,
    };
    expect(words([press])).toEqual([]);
  });

  it('knows the content of a file on its way', () => {
    const file = { id: null, name: 'a.pdf', mime: 'application/pdf', size: 3 };
    const item: Unsent = {
      id: 'f',
      at: noon().toISOString(),
      state: 'sending',
      tries: 0,
      kind: 'file',
      file,
      text: 'see',
    };
    const entry = timelineOf([], [item])[0]?.groups[0]?.entries[0];
    expect(entry && contentOf(entry)).toEqual({ text: 'see', files: [file] });
  });
});
