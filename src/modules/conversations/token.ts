/**
 * The token of a button: which of our messages it stands under, and its place there. It carries no
 * meaning of its own; owner and state are checked when it is worked. At most 64 bytes (Telegram).
 */
export const buttonToken = (messageId: number, button: number): string =>
  `k1:${messageId.toString(36)}:${button}`;

/** The message id and button of a token; undefined for anything we never made. */
export const readButtonToken = (token: string): { messageId: number; button: number } | undefined => {
  const match = /^k1:([0-9a-z]{1,11}):(\d{1,3})$/.exec(token);
  if (!match) return undefined;
  const messageId = Number.parseInt(match[1] ?? '', 36);
  return Number.isSafeInteger(messageId) ? { messageId, button: Number(match[2]) } : undefined;
};
