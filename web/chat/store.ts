/** Small texts that outlive a reload. */
export interface Store {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
  keys(): readonly string[];
}

/**
 * The browser's storage. Where the browser forbids it (private frames on other sites) or it is full,
 * texts live as long as the page does.
 */
export const openStore = (browser: () => Storage): Store => {
  const kept = new Map<string, string>();
  const storage = attempt(browser);
  return {
    get: (key) => kept.get(key) ?? attempt(() => storage?.getItem(key)) ?? null,
    set(key, value) {
      kept.set(key, value);
      attempt(() => storage?.setItem(key, value));
      if (attempt(() => storage?.getItem(key)) === value) kept.delete(key);
    },
    remove(key) {
      kept.delete(key);
      attempt(() => storage?.removeItem(key));
    },
    keys: () => [...new Set([...kept.keys(), ...(attempt(() => Object.keys(storage ?? {})) ?? [])])],
  };
};

const attempt = <T>(work: () => T): T | undefined => {
  try {
    return work();
  } catch {
    return undefined;
  }
};
