export interface Shortcut {
  /** `g p`, `mod+k`, `/`, `?`. */
  readonly keys: string;
  /** What it does, for the sheet. */
  readonly label: string;
  readonly run: () => unknown;
}

/** What of a press of a key counts here. */
export type KeyPress = Pick<
  KeyboardEvent,
  | 'key'
  | 'code'
  | 'ctrlKey'
  | 'metaKey'
  | 'altKey'
  | 'repeat'
  | 'isComposing'
  | 'defaultPrevented'
  | 'target'
  | 'timeStamp'
  | 'preventDefault'
>;

/** Milliseconds in which the second key of `g p` must follow. */
const FOLLOW_MS = 1_200;

/**
 * The shortcuts there are, and what a key does: of two for the same key the one registered last wins.
 * `isBusy` tells whether something else has the keyboard: a field for a press in it, or a dialog over the page.
 */
export const createShortcuts = (isBusy: (target: EventTarget | null) => boolean) => {
  let all: readonly Shortcut[] = [];
  let working: readonly Shortcut[] = [];
  const listeners = new Set<() => void>();
  let first: { readonly key: string; readonly at: number } | undefined;

  const change = (next: readonly Shortcut[]): void => {
    all = next;
    working = all.filter((one) => find(one.keys) === one);
    for (const listener of listeners) listener();
  };

  const find = (keys: string): Shortcut | undefined => all.findLast((one) => one.keys === keys);

  return {
    press: (event: KeyPress): void => {
      if (event.defaultPrevented || event.isComposing || event.repeat || event.altKey) return;
      const key = keyOf(event);
      if (!key.startsWith('mod+') && isBusy(event.target)) return;
      const before = first && event.timeStamp - first.at < FOLLOW_MS ? `${first.key} ` : '';
      first = undefined;
      const found = find(`${before}${key}`) ?? find(key);
      if (found) {
        event.preventDefault();
        found.run();
      } else if (all.some(({ keys }) => keys.startsWith(`${key} `))) first = { key, at: event.timeStamp };
    },
    /** Those that work: for each key the one that a press runs. */
    working: () => working,
    add: (shortcut: Shortcut): (() => void) => {
      change([...all, shortcut]);
      return () => change(all.filter((one) => one !== shortcut));
    },
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

/** A letter by its place on the keyboard, so that `g` is `g` on a Russian layout; other keys by what they write. */
const keyOf = ({ key, code, ctrlKey, metaKey }: KeyPress): string => {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase();
  const name = letter ?? (code === 'Slash' ? slash(key) : key.toLowerCase());
  return ctrlKey || metaKey ? `mod+${name}` : name;
};

/** Where Latin layouts have `/` and `?`, the Russian one has `.` and `,`. */
const slash = (key: string): string => (key === '?' || key === ',' ? '?' : '/');
