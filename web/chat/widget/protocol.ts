/** What the chat in the frame tells the page around it. */
export type FrameSays =
  | { readonly kontora: 'unread'; readonly count: number }
  | { readonly kontora: 'close' };

/** What the page around tells the chat in the frame. */
export type PageSays = { readonly kontora: 'shown' | 'hidden' };

/** Reads a message of the frame; undefined for anything else that arrives at a window. */
export const readFrame = (data: unknown): FrameSays | undefined => {
  if (!isRecord(data)) return undefined;
  if (data.kontora === 'close') return { kontora: 'close' };
  const { kontora, count } = data;
  return kontora === 'unread' && typeof count === 'number' && count >= 0 ? { kontora, count } : undefined;
};

/** Reads a message of the page around. */
export const readPage = (data: unknown): PageSays | undefined => {
  if (!isRecord(data)) return undefined;
  const { kontora } = data;
  return kontora === 'shown' || kontora === 'hidden' ? { kontora } : undefined;
};

const isRecord = (data: unknown): data is Record<string, unknown> =>
  typeof data === 'object' && data !== null;
