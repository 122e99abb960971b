import { describe, expect, it } from 'vitest';
import { openStore } from './store.ts';

/** A browser's storage in memory, with room for so many characters. */
const storageOf = (room: number): Storage => {
  const kept = new Map<string, string>();
  const storage = Object.create({
    getItem: (key: string) => kept.get(key) ?? null,
    setItem(key: string, value: string) {
      if (value.length > room) throw new DOMException('full', 'QuotaExceededError');
      kept.set(key, value);
      storage[key] = value;
    },
    removeItem(key: string) {
      kept.delete(key);
      delete storage[key];
    },
  });
  return storage;
};

describe('the store', () => {
  it('outlives the page where the browser lets it', () => {
    const storage = storageOf(100);
    openStore(() => storage).set('a', '1');
    const later = openStore(() => storage);
    expect(later.get('a')).toBe('1');
    expect(later.keys()).toEqual(['a']);
    later.remove('a');
    expect(openStore(() => storage).get('a')).toBeNull();
  });

  it('lives as long as the page where the browser forbids storage', () => {
    const store = openStore(() => {
      throw new DOMException('no', 'SecurityError');
    });
    store.set('a', '1');
    expect(store.get('a')).toBe('1');
    expect(store.keys()).toEqual(['a']);
    store.remove('a');
    expect(store.get('a')).toBeNull();
  });

  it('prefers the later value when the storage has become full', () => {
    const storage = storageOf(3);
    const store = openStore(() => storage);
    store.set('a', 'old');
    store.set('a', 'newer');
    expect(store.get('a')).toBe('newer');
    expect(store.keys()).toEqual(['a']);
  });
});
