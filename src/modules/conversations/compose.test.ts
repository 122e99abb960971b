import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '#test/any-text.ts';
import type { Capabilities } from './channel.ts';
import { compose } from './compose.ts';
import type { Reply } from './dialogue.ts';
import type { Key } from './schema.ts';

const RICH: Capabilities = { buttons: true, edits: true, contacts: true, maxText: 4096 };
const POOR: Capabilities = { buttons: false, edits: false, contacts: false, maxText: 4096 };
const BUTTONS = [
  [
    { label: 'Да', value: 'yes' },
    { label: 'Нет', value: 'no' },
  ],
  [{ label: 'Назад', value: 'back' }],
];
const KEYBOARD: readonly (readonly Key[])[] = [[{ label: 'Меню' }, { label: 'Телефон', contact: true }]];

const composed = (
  replies: readonly Reply[],
  capabilities: Capabilities = RICH,
  keyboard?: readonly (readonly Key[])[],
) => compose(replies, { capabilities, locale: 'ru', keyboard });
const contents = (...args: Parameters<typeof composed>) =>
  composed(...args).messages.map(({ content }) => content);

it('what is secret stays so in every part', () => {
  const capabilities = { ...RICH, maxText: 10 };
  expect(contents([{ text: 'тайный ключ', secret: true }, { text: 'нет' }], capabilities)).toEqual([
    { text: 'тайный', secret: true },
    { text: 'ключ', secret: true },
    { text: 'нет' },
  ]);
});

describe('text', () => {
  it('is one message when it fits, and clean', () => {
    expect(composed([{ text: 'Привет\u0000\r\n\ud83d' }]).messages).toEqual([
      { content: { text: 'Привет\n\ufffd' }, replace: false, inDoubt: 'repeat' },
    ]);
  });

  it('is split where it does not fit; buttons stand under the last part', () => {
    const capabilities = { ...RICH, maxText: 10 };
    expect(contents([{ text: 'первая вторая', buttons: BUTTONS }], capabilities)).toEqual([
      { text: 'первая' },
      { text: 'вторая', buttons: BUTTONS },
    ]);
  });

  it('never exceeds the channel’s limit, whatever is said', () => {
    const reply = fc.record({
      text: anyText(400),
      buttons: fc.constantFrom(BUTTONS, []),
    });
    fc.assert(
      fc.property(
        fc.array(reply, { maxLength: 4 }),
        fc.boolean(),
        fc.integer({ min: 2, max: 100 }),
        (replies, buttons, maxText) => {
          for (const { text } of contents(replies, { ...RICH, buttons, maxText })) {
            expect(text.length).toBeLessThanOrEqual(maxText);
            expect(text).not.toBe('');
            expect(text.isWellFormed()).toBe(true);
          }
        },
      ),
    );
  });

  it('that is empty is not said', () => {
    expect(composed([{ text: '' }, { text: 'а' }]).messages).toHaveLength(1);
  });
});

describe('a picture', () => {
  const photo = { id: '0199c0de-7a1b-7c3d-8e4f-5a6b7c8d9e0f', title: 'Дрель' };
  const SHOWS: Capabilities = { ...RICH, maxCaption: 10 };

  it('stands above its text, which is cut to what fits and stays one message', () => {
    expect(
      composed([{ text: 'первая вторая', photo, buttons: BUTTONS, replace: true }], SHOWS).messages,
    ).toEqual([
      { content: { text: 'первая вт…', photo, buttons: BUTTONS }, replace: true, inDoubt: 'repeat' },
    ]);
  });

  it('may be all there is', () => {
    expect(contents([{ text: '', photo }], SHOWS)).toEqual([{ text: '', photo }]);
  });

  it('is left out where it cannot be shown, and the text is whole', () => {
    expect(contents([{ text: 'первая вторая', photo }])).toEqual([{ text: 'первая вторая' }]);
  });

  it('is left out where a list under it would lose choices', () => {
    const listing = { ...POOR, maxCaption: 40 };
    const text = 'Верно?\n\nОтветьте номером:\n1. Да\n2. Нет\n3. Назад';
    expect(contents([{ text: 'Верно?', photo, buttons: BUTTONS }], listing)).toEqual([{ text }]);
    expect(contents([{ text: 'Верно?', photo, buttons: BUTTONS }], { ...listing, maxCaption: 60 })).toEqual([
      { text, photo },
    ]);
  });
});

describe('buttons', () => {
  it('stand under the message where the channel has them; empty rows fall away', () => {
    expect(contents([{ text: 'Верно?', buttons: [[], ...BUTTONS, []] }])).toEqual([
      { text: 'Верно?', buttons: BUTTONS },
    ]);
    expect(contents([{ text: 'Верно?', buttons: [[]] }])).toEqual([{ text: 'Верно?' }]);
  });

  it('become a numbered list where there are none', () => {
    expect(contents([{ text: 'Верно?', buttons: BUTTONS }], POOR)).toEqual([
      { text: 'Верно?\n\nОтветьте номером:\n1. Да\n2. Нет\n3. Назад' },
    ]);
  });
});

describe('a keyboard', () => {
  const carried = (replies: readonly Reply[], keyboard = KEYBOARD) => {
    const { messages, keyboardShown } = composed(replies, RICH, keyboard);
    return { shown: keyboardShown, on: messages.findIndex(({ content }) => content.keyboard) };
  };

  it('comes with the last message that can carry it: without buttons, and not a rewrite', () => {
    expect(carried([{ text: 'а' }, { text: 'б' }])).toEqual({ shown: true, on: 1 });
    expect(carried([{ text: 'а' }, { text: 'б', buttons: BUTTONS }])).toEqual({ shown: true, on: 0 });
    expect(carried([{ text: 'а' }, { text: 'б', replace: true }])).toEqual({ shown: true, on: 0 });
  });

  it('waits for another turn when no message can carry it', () => {
    expect(carried([{ text: 'а', buttons: BUTTONS }])).toEqual({ shown: false, on: -1 });
    expect(carried([{ text: 'а', replace: true }])).toEqual({ shown: false, on: -1 });
    expect(carried([])).toEqual({ shown: false, on: -1 });
  });

  it('that is empty takes the old one away', () => {
    expect(contents([{ text: 'а' }], RICH, [])).toEqual([{ text: 'а', keyboard: 'none' }]);
    expect(contents([{ text: 'а' }], RICH, KEYBOARD)).toEqual([{ text: 'а', keyboard: KEYBOARD }]);
    expect(contents([{ text: 'а' }], RICH)).toEqual([{ text: 'а' }]);
  });
});

describe('a rewrite', () => {
  it.each<[string, Reply, Capabilities, readonly boolean[]]>([
    ['is one where the channel can', { text: 'а', replace: true }, RICH, [true]],
    ['is a new message where it cannot', { text: 'а', replace: true }, POOR, [false]],
    [
      'is new messages when it is too long',
      { text: 'а б', replace: true },
      { ...RICH, maxText: 2 },
      [false, false],
    ],
    ['is only what asks for it', { text: 'а' }, RICH, [false]],
  ])('%s', (_, reply, capabilities, replaces) => {
    expect(composed([reply], capabilities).messages.map(({ replace }) => replace)).toEqual(replaces);
  });
});

it('what must not be sent twice says so with every part', () => {
  const { messages } = composed([{ text: 'код код', inDoubt: 'once' }, { text: 'всё' }], {
    ...RICH,
    maxText: 4,
  });
  expect(messages.map(({ inDoubt }) => inDoubt)).toEqual(['once', 'once', 'repeat']);
});
