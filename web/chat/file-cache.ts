/** Object URLs of files, each fetched once. */
export interface FileCache {
  /** The URL when the bytes are here already. */
  known(id: string): string | undefined;
  load(id: string): Promise<string>;
  /** Bytes the page has anyway, because the person has just chosen them. */
  keep(id: string, bytes: Blob): void;
}

/** Keeps object URLs for the life of the page; a failed load is tried anew by the next caller. */
export const createFileCache = (bytesOf: (id: string) => Promise<Blob>): FileCache => {
  const urls = new Map<string, string>();
  const loading = new Map<string, Promise<string>>();
  const keep = (id: string, bytes: Blob): string => {
    const url = urls.get(id) ?? URL.createObjectURL(bytes);
    urls.set(id, url);
    return url;
  };
  return {
    known: (id) => urls.get(id),
    keep,
    load(id) {
      const known = urls.get(id);
      if (known !== undefined) return Promise.resolve(known);
      const running = loading.get(id) ?? bytesOf(id).then((bytes) => keep(id, bytes));
      loading.set(id, running);
      return running.finally(() => loading.delete(id));
    },
  };
};
