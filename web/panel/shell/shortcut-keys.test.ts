import { beforeEach, expect, it } from 'vitest';
import { createShortcuts, type KeyPress } from './shortcut-keys.ts';

const done: string[] = [];
let now = 0;
let shortcuts: ReturnType<typeof createShortcuts>;

beforeEach(() => {
  done.length = 0;
  now = 0;
  shortcuts = createShortcuts(() => false);
});

const add = (keys: string, word = keys) => shortcuts.add({ keys, label: word, run: () => done.push(word) });

const press = (key: string, more: Partial<KeyPress> = {}): void => {
  now += 100;
  shortcuts.press({
    key,
    code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : '',
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    repeat: false,
    isComposing: false,
    defaultPrevented: false,
    target: null,
    timeStamp: now,
    preventDefault: () => {},
    ...more,
  });
};

it('runs one key, a chord, and one key after another', () => {
  for (const keys of ['?', 'mod+k', 'g p']) add(keys);
  press('?');
  press('k', { ctrlKey: true });
  press('k', { metaKey: true });
  press('g');
  press('p');
  expect(done).toEqual(['?', 'mod+k', 'mod+k', 'g p']);
});

it('knows letters by their place, so that a Russian layout does the same', () => {
  add('g p');
  press('п', { code: 'KeyG' });
  press('з', { code: 'KeyP' });
  expect(done).toEqual(['g p']);
});

it('knows the slash and the question mark on both layouts', () => {
  add('/');
  add('?');
  press('/', { code: 'Slash' });
  press('?', { code: 'Slash' });
  press('.', { code: 'Slash' });
  press(',', { code: 'Slash' });
  press('?', { code: 'Digit7' });
  expect(done).toEqual(['/', '?', '/', '?', '?']);
});

it('forgets the first key when the second comes late or is another', () => {
  add('g p');
  press('g');
  now += 2_000;
  press('p');
  press('g');
  press('x');
  press('p');
  expect(done).toEqual([]);
});

it('lets the one registered last win, and the earlier one again when that is gone', () => {
  add('e', 'below');
  const leave = add('e', 'above');
  press('e');
  leave();
  press('e');
  expect(done).toEqual(['above', 'below']);
});

it('is silent while somebody writes, composes, holds a key, or when another part took the key', () => {
  add('e');
  press('e', { isComposing: true });
  press('e', { repeat: true });
  press('e', { defaultPrevented: true });
  press('e', { altKey: true });
  press('e', { ctrlKey: true });
  expect(done).toEqual([]);
});

it('tells of two for one key only the one that a press runs', () => {
  add('/');
  add('e');
  const remove = shortcuts.add({ keys: '/', label: 'of the page', run: () => done.push('of the page') });
  const labels = () => shortcuts.working().map(({ keys, label }) => `${keys} ${label}`);
  expect(labels()).toEqual([expect.stringMatching(/^e /), '/ of the page']);
  press('/', { code: 'Slash' });
  expect(done).toEqual(['of the page']);
  remove();
  expect(labels()).toEqual([expect.stringMatching(/^\/ /), expect.stringMatching(/^e /)]);
});

it('under a dialog only chords work', () => {
  shortcuts = createShortcuts(() => true);
  add('e');
  add('mod+k');
  press('e');
  press('k', { ctrlKey: true });
  expect(done).toEqual(['mod+k']);
});

it('tells who listens what is registered', () => {
  let told = 0;
  const stop = shortcuts.subscribe(() => {
    told += 1;
  });
  const leave = add('e');
  expect(shortcuts.working().map(({ keys }) => keys)).toEqual(['e']);
  leave();
  stop();
  add('x');
  expect(told).toBe(2);
});
