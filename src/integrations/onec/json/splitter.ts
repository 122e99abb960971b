import { SourceError } from '#modules/catalogue/reader.ts';
import { NotJson, parseExactly, placeOfError } from './parse.ts';

/** What a splitter tells as it meets it. */
export interface SplitterEvents {
  /** A list begins: the whole body, or under a key of it. */
  readonly list: (key: ListKey | undefined) => void;
  /** An element of the list that began last. */
  readonly element: (value: unknown) => void;
  /** Any other key of the top-level object, with its value. */
  readonly extra: (key: string, value: unknown) => void;
}

export type ListKey = 'items' | 'catalog';

/** Characters that one element may have, and levels. */
export const LONGEST = 4 * 1024 * 1024;
export const DEEPEST = 200;
/** Characters shown before and after an error. */
const AROUND = 20;

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** What may come next between values. */
type Place =
  | 'root'
  | 'first_element'
  | 'element'
  | 'after_element'
  | 'first_key'
  | 'key'
  | 'colon'
  | 'value'
  | 'after_value'
  | 'end';

/**
 * Takes the text of a JSON document in pieces and tells the elements of its list one by one, without ever
 * holding it whole: only borders are looked for here, JSON.parse judges every element. As strict as JSON.parse
 * about the whole. Throws SourceError `syntax`, `too_large`; `shape` for JSON that holds no list of goods.
 */
export const createSplitter = (events: SplitterEvents) => {
  let text = '';
  /** Characters dropped before `text`. */
  let base = 0;
  let at = 0;
  /** Where the value begins that is being read; -1 between values. */
  let start = -1;
  let depth = 0;
  let quoted = false;
  let place: Place = 'root';
  let inObject = false;
  let key = '';
  const lists = new Set<string>();

  const fail = (code: 'syntax' | 'too_large', message: string, offset: number): never => {
    const context = text.slice(Math.max(0, offset - AROUND), offset + AROUND).toWellFormed();
    throw new SourceError(code, message, { position: base + offset, context });
  };

  const feed = (more: string): void => {
    const keep = Math.max(0, (start < 0 ? at : start) - AROUND);
    text = text.slice(keep) + more;
    base += keep;
    at -= keep;
    if (start >= 0) start -= keep;
    while (at < text.length) {
      if (start >= 0) readValue();
      else readBetween(text.charCodeAt(at));
    }
  };

  const end = (): void => {
    // A scalar may end with the text itself.
    if (start >= 0 && place === 'root' && depth === 0 && !quoted) takeValue(text.length);
    if (start >= 0 || place !== 'end') {
      const broken = start < 0 ? text.length : start + placeOfError(text.slice(start));
      fail('syntax', 'the body ends too early', Math.min(broken, text.length));
    }
    if (lists.size === 0) throw new SourceError('shape', 'neither a list nor an object with one');
  };

  /** Goes on to the end of the value that has begun. */
  const readValue = (): void => {
    const { length } = text;
    for (; at < length; at += 1) {
      const code = text.charCodeAt(at);
      if (quoted) {
        if (code === BACKSLASH) at += 1;
        else if (code === QUOTE) {
          quoted = false;
          if (depth === 0) {
            takeValue(at + 1);
            return;
          }
        }
      } else if (code === QUOTE) quoted = true;
      else if (code === OPEN_OBJECT || code === OPEN_LIST) {
        if (depth === 0 && at !== start) {
          takeValue(at);
          return;
        }
        depth += 1;
        if (depth > DEEPEST) fail('too_large', `nested deeper than ${DEEPEST}`, at);
      } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
        if (depth === 0) {
          takeValue(at);
          return;
        }
        depth -= 1;
        if (depth === 0) {
          takeValue(at + 1);
          return;
        }
      } else if (depth === 0 && (code === COMMA || code === COLON || isSpace(code))) {
        takeValue(at);
        return;
      }
    }
    if (length - start > LONGEST) refuseLong();
  };

  const refuseLong = (): never => {
    const broken = placeOfError(text.slice(start, start + LONGEST));
    if (broken < LONGEST) fail('syntax', 'not JSON', start + broken);
    return fail('too_large', `an element has more than ${LONGEST} characters`, start);
  };

  const takeValue = (border: number): void => {
    const slice = text.slice(start, border);
    if (slice.length > LONGEST) refuseLong();
    const value = parsed(slice, start);
    start = -1;
    depth = 0;
    quoted = false;
    at = border;
    if (place === 'root') place = 'end';
    else if (place === 'key' || place === 'first_key') {
      key = value as string;
      place = 'colon';
    } else if (place === 'value') {
      place = 'after_value';
      extra(value);
    } else {
      place = 'after_element';
      events.element(value);
    }
  };

  const parsed = (slice: string, offset: number): unknown => {
    try {
      return parseExactly(slice);
    } catch (error) {
      if (error instanceof NotJson) fail('syntax', 'not JSON', offset + error.at);
      throw error;
    }
  };

  const extra = (value: unknown): void => {
    if (!isListKey(key)) events.extra(key, value);
    else if (value !== null) throw new SourceError('shape', `${key} is no list`, { key });
  };

  const readBetween = (code: number): void => {
    if (isSpace(code)) {
      at += 1;
      return;
    }
    const next = step(code);
    if (next === undefined) fail('syntax', 'unexpected character', at);
    else if (next === 'begin') start = at;
    else {
      place = next;
      at += 1;
    }
  };

  /** The place after this character; `begin`: a value begins with it; undefined: it may not stand here. */
  const step = (code: number): Place | 'begin' | undefined => {
    switch (place) {
      case 'root':
        if (code === OPEN_LIST) return openList(undefined);
        if (code !== OPEN_OBJECT) return beginsValue(code);
        inObject = true;
        return 'first_key';
      case 'first_element':
        return code === CLOSE_LIST ? closeList() : beginsValue(code);
      case 'element':
        return beginsValue(code);
      case 'after_element':
        return code === COMMA ? 'element' : code === CLOSE_LIST ? closeList() : undefined;
      case 'first_key':
        return code === CLOSE_OBJECT ? 'end' : code === QUOTE ? 'begin' : undefined;
      case 'key':
        return code === QUOTE ? 'begin' : undefined;
      case 'colon':
        return code === COLON ? 'value' : undefined;
      case 'value':
        return code === OPEN_LIST && isListKey(key) ? openList(key) : beginsValue(code);
      case 'after_value':
        return code === COMMA ? 'key' : code === CLOSE_OBJECT ? 'end' : undefined;
      case 'end':
        return undefined;
    }
  };

  const openList = (name: ListKey | undefined): Place => {
    if (lists.has(name ?? '')) throw new SourceError('shape', `${name} stands twice`, { key: name ?? '' });
    lists.add(name ?? '');
    events.list(name);
    return 'first_element';
  };

  const closeList = (): Place => (inObject ? 'after_value' : 'end');

  return { feed, end };
};

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

const isListKey = (key: string): key is ListKey => key === 'items' || key === 'catalog';

/** Marks between values begin none; whether the rest does is for JSON.parse to say. */
const beginsValue = (code: number): 'begin' | undefined =>
  code === COMMA || code === COLON || code === CLOSE_LIST || code === CLOSE_OBJECT ? undefined : 'begin';
