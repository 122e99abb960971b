/** Webhook lanes: messages wait for each other per chat, queries per user, membership apart from both. */
export const chatLane = (chatId: number): string => `chat:${chatId}`;
export const userLane = (userId: number): string => `user:${userId}`;
export const memberLane = (chatId: number): string => `member:${chatId}`;

/** The lane of a raw update, guessed from its payload. */
export function laneOf(kind: string, payload: unknown): string {
  const { chat, from } = (typeof payload === 'object' && payload !== null ? payload : {}) as {
    chat?: { id?: number };
    from?: { id?: number };
  };
  if (kind.endsWith('_member')) return memberLane(chat?.id ?? 0);
  if (kind.endsWith('_query')) return userLane(from?.id ?? 0);
  return chatLane(chat?.id ?? from?.id ?? 0);
}
