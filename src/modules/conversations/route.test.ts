import { describe, expect, it } from 'vitest';
import { startValue } from '#kernel/start-value.ts';
import { type Dialogue, defineDialogue } from './dialogue.ts';
import { createRegistry } from './registry.ts';
import { type Press, route } from './route.ts';
import type { DialogueState, Input } from './schema.ts';

const dialogue = (name: string, fields: Partial<Dialogue> = {}): Dialogue => ({
  ...defineDialogue({ name, version: 1, data: {}, steps: {}, begin: () => ({ end: true }) }),
  command: name,
  ...fields,
});

const titled = (ru: string, en: string, ...phrases: readonly string[]) => ({
  ru: { title: ru, about: ru, phrases },
  en: { title: en, about: en },
});

const registry = createRegistry(
  [
    dialogue('menu'),
    dialogue('orders', { words: titled('Заказы', 'Orders') }),
    dialogue('operator', { words: titled('Человек', 'Person', 'менеджер', 'да'), awaitsOperator: true }),
    dialogue('admin', {
      words: titled('Управление', 'Administration', 'начальник'),
      roles: ['administrator'],
    }),
  ],
  'menu',
);

const paging: DialogueState = {
  name: 'orders',
  version: 1,
  step: 'pick',
  data: {},
  choices: [
    { label: '‹ Назад', value: 'back' },
    { label: 'Ещё ›', value: 'more' },
    { label: '+1 шт', value: 'add' },
    { label: '-1 шт', value: 'remove' },
    { label: '+5', value: 'five' },
    { label: '🛒', value: 'cart' },
    { label: 'Да!', value: 'yes' },
    { label: '9. Труба', value: 'ninth' },
    { label: '12. Труба 1. 20 мм', value: 'twelfth' },
  ],
};

const asked: DialogueState = {
  name: 'orders',
  version: 1,
  step: 'pick',
  data: {},
  choices: [
    { label: 'Да, всё верно', value: 'yes' },
    { label: 'Нет', value: 'no' },
  ],
};

interface Case {
  readonly state?: DialogueState | null;
  readonly press?: Press;
  readonly group?: boolean;
  readonly admin?: boolean;
  readonly operated?: boolean;
  readonly queued?: boolean;
  readonly blocked?: boolean;
  readonly passedOn?: boolean;
}

/** Where an input goes, in short words. */
const routed = (
  input: Input | string,
  { state = null, press, group = false, admin = false, ...standing }: Case = {},
) => {
  const to = route(registry, {
    state,
    input: typeof input === 'string' ? { kind: 'text', text: input } : input,
    press,
    mayStart: (one) =>
      registry.mayStart(one, { roles: admin ? ['administrator'] : [] }, group ? 'group' : 'private'),
    group,
    ...standing,
  });
  switch (to.to) {
    case 'dialogue':
      return `${to.dialogue.name} by ${to.opening.by}: ${to.opening.text}`;
    case 'step':
      return `step: ${JSON.stringify(to.input)}`;
    case 'fallback':
      return `fallback: ${to.text}`;
    default:
      return to.to;
  }
};
const step = (input: object): string => `step: ${JSON.stringify(input)}`;
const text = (words: string): string => step({ kind: 'text', text: words });
const choice = (value: string): string => step({ kind: 'choice', value });
const press: Input = { kind: 'choice', token: 'k1:a:0' };
const place: Input = { kind: 'place', latitude: 1, longitude: 2 };
const sticker: Input = { kind: 'other', what: 'sticker' };
const contact: Input = { kind: 'contact', phone: '+79991234567', name: 'Анна', own: true };

describe('words', () => {
  it.each<[string, Case, string]>([
    // Commands leave any step.
    ['/orders', {}, 'orders by command: '],
    ['/orders', { state: asked }, 'orders by command: '],
    [' /ORDERS  труба 20мм\nдве ', {}, 'orders by command: труба 20мм\nдве'],
    ['/cancel', {}, 'cancel'],
    ['/cancel', { state: asked }, 'cancel'],
    ['/CANCEL now', { state: asked }, 'cancel'],
    ['отмена', { state: asked }, 'cancel'],
    ['Cancel', {}, 'cancel'],
    // So do keys of the main keyboard, whatever language they were shown in.
    ['Заказы', { state: asked }, 'orders by menu: '],
    ['orders', {}, 'orders by menu: '],
    // Rights.
    ['/admin', {}, 'denied'],
    ['/admin', { state: asked }, 'denied'],
    ['Administration', {}, 'denied'],
    ['/admin', { admin: true }, 'admin by command: '],
    // Unknown commands are no input of a step.
    ['/nothing', {}, 'fallback: /nothing'],
    ['/nothing', { state: asked }, 'fallback: /nothing'],
    ['/not-a-command', { state: asked }, text('/not-a-command')],
    ['/', {}, 'fallback: /'],
    // A button may be named instead of pressed.
    ['да, ВСЁ верно', { state: asked }, choice('yes')],
    ['  нет ', { state: asked }, choice('no')],
    ['2', { state: asked }, text('2')],
    ['2', { state: { ...asked, numbered: true } }, choice('no')],
    [' 1 ', { state: { ...asked, numbered: true } }, choice('yes')],
    ['0', { state: { ...asked, numbered: true } }, text('0')],
    ['3', { state: { ...asked, numbered: true } }, text('3')],
    ['1.', { state: { ...asked, numbered: true } }, text('1.')],
    ['Нет', {}, 'fallback: Нет'],
    // Nobody types its arrow; what only signs tell apart is not guessed.
    ['назад', { state: paging }, choice('back')],
    [' НАЗАД! ', { state: paging }, choice('back')],
    ['‹ назад', { state: paging }, choice('back')],
    ['еще', { state: paging }, choice('more')],
    ['Ещё, пожалуйста', { state: paging }, choice('more')],
    ['ещё трубы', { state: paging }, text('ещё трубы')],
    ['-1 шт', { state: paging }, choice('remove')],
    ['1 шт', { state: paging }, text('1 шт')],
    ['5', { state: paging }, text('5')],
    // Lines of a message that are numbered, as their buttons are.
    ['9', { state: paging }, choice('ninth')],
    [' 12 ', { state: paging }, choice('twelfth')],
    ['1', { state: paging }, text('1')],
    ['9.', { state: paging }, text('9.')],
    ['9 шт', { state: paging }, text('9 шт')],
    ['2', { state: { ...paging, numbered: true } }, choice('more')],
    ['🛒', { state: paging }, choice('cart')],
    ['👍', { state: paging }, text('👍')],
    ['назад', {}, 'fallback: назад'],
    // Other words for a dialogue; what is on a button now comes first.
    ['менеджер', {}, 'operator by menu: '],
    ['Менеджер!', { state: asked }, 'operator by menu: '],
    ['менеджер', { queued: true }, 'operator by menu: '],
    ['менеджер Иванов', { state: asked }, text('менеджер Иванов')],
    ['да', { state: asked }, 'operator by menu: '],
    ['да', { state: paging }, choice('yes')],
    ['начальник', { admin: true }, 'admin by menu: '],
    ['начальник', {}, 'fallback: начальник'],
    ['1', { state: { ...asked, choices: [], numbered: true } }, text('1')],
    // The rest is for the step, else for the fallback.
    ['труба 20мм', { state: asked }, text('труба 20мм')],
    ['труба 20мм', {}, 'fallback: труба 20мм'],
    ['', {}, 'fallback: '],
    ['', { state: asked }, text('')],
  ])('%j %o: %s', (said, situation, expected) => {
    expect(routed(said, situation)).toBe(expected);
  });
});

describe('a press', () => {
  it.each<[Press | undefined, Case, string]>([
    [undefined, { state: asked }, 'stale'],
    ['stale', { state: asked }, 'stale'],
    ['stale', {}, 'stale'],
    ['repeated', { state: asked }, 'silence'],
    ['repeated', {}, 'silence'],
    [{ value: 'yes' }, { state: asked }, choice('yes')],
    [{ value: 'yes' }, {}, 'stale'],
    [{ value: startValue('orders') }, {}, 'orders by menu: '],
    [{ value: startValue('orders') }, { state: asked }, 'orders by menu: '],
    [{ value: startValue('orders', 'of a year\nago') }, {}, 'orders by menu: of a year\nago'],
    [{ value: startValue('admin', 'all') }, {}, 'denied'],
    [{ value: startValue('admin') }, { state: asked }, 'denied'],
    [{ value: startValue('admin') }, { admin: true }, 'admin by menu: '],
    [{ value: startValue('gone') }, { state: asked }, choice('start:gone')],
    [{ value: startValue('gone') }, {}, 'stale'],
    [{ value: startValue('orders') }, { group: true }, 'private'],
  ])('%j %o: %s', (pressed, situation, expected) => {
    expect(routed(press, { ...situation, ...(pressed ? { press: pressed } : {}) })).toBe(expected);
  });
});

describe('anything else', () => {
  it.each<[Input, Case, string]>([
    [contact, { state: asked }, step(contact)],
    [place, { state: asked }, step(place)],
    [sticker, { state: asked }, step(sticker)],
    [contact, {}, 'fallback: '],
    [sticker, {}, 'fallback: '],
    [sticker, { group: true }, 'silence'],
  ])('%j %o: %s', (input, situation, expected) => {
    expect(routed(input, situation)).toBe(expected);
  });
});

describe('with an operator', () => {
  const operated = { operated: true };
  const inQueue: DialogueState = { name: 'operator', version: 1, step: 'waiting', data: {} };

  it.each<[Input | string, Case, string]>([
    // Whatever is said goes to the operator, …
    ['труба', operated, 'operator'],
    ['труба', { ...operated, state: asked }, 'operator'],
    ['/orders', operated, 'operator'],
    ['Заказы', operated, 'operator'],
    [contact, operated, 'operator'],
    [press, { ...operated, state: asked, press: { value: 'yes' } }, 'operator'],
    ['труба', { ...operated, group: true }, 'operator'],
    ['менеджер', operated, 'operator'],
    // … but a person can always leave.
    ['/cancel', operated, 'leave'],
    ['отмена', { ...operated, state: asked }, 'leave'],
    ['Завершить разговор', operated, 'leave'],
    ['end the conversation', operated, 'leave'],
    ['Завершить разговор', {}, 'cancel'],
    // What was said to one who is gone is for nobody else.
    ['труба', { passedOn: true, state: asked }, 'operator'],
    ['/cancel', { passedOn: true }, 'operator'],
    // Waiting for one: sections open, other words are kept.
    ['труба', { queued: true }, 'operator by text: труба'],
    [contact, { queued: true }, 'operator by text: '],
    ['/orders', { queued: true }, 'orders by command: '],
    ['труба', { queued: true, state: asked }, text('труба')],
    ['труба', { queued: true, state: inQueue }, text('труба')],
    ['/cancel', { queued: true }, 'leave'],
    ['/cancel', { queued: true, state: inQueue }, 'leave'],
    ['/cancel', { queued: true, state: asked }, 'cancel'],
    ['/nothing', { queued: true }, 'fallback: /nothing'],
    // Nobody hears the blocked.
    ['/cancel', { ...operated, blocked: true }, 'blocked'],
    ['труба', { blocked: true, queued: true }, 'blocked'],
    ['/orders', { blocked: true, state: asked }, 'blocked'],
  ])('%j %o: %s', (said, situation, expected) => {
    expect(routed(said, situation)).toBe(expected);
  });
});

describe('in a group', () => {
  const groups = createRegistry([dialogue('menu', { groups: true }), dialogue('orders')], 'menu');

  it.each<[string, Case, string]>([
    ['просто болтают', {}, 'silence'],
    ['/nothing', {}, 'silence'],
    ['/orders', {}, 'private'],
    ['Заказы', {}, 'private'],
    ['/admin', {}, 'private'],
    ['/cancel', { state: asked }, 'cancel'],
    ['труба', { state: asked }, text('труба')],
    // People say such words to each other.
    ['менеджер', {}, 'silence'],
    ['менеджер', { state: asked }, text('менеджер')],
  ])('%j %o: %s', (said, situation, expected) => {
    expect(routed(said, { ...situation, group: true })).toBe(expected);
  });

  it('a dialogue that may run there starts', () => {
    const to = route(groups, {
      state: null,
      input: { kind: 'text', text: '/menu' },
      press: undefined,
      mayStart: (one) => groups.mayStart(one, { roles: [] }, 'group'),
      group: true,
    });
    expect(to).toMatchObject({ to: 'dialogue', dialogue: { name: 'menu' } });
  });
});
