/**
 * The token of a button: which of our messages it stands under, its place there, and which version of the
 * message it was sent with: the id of the row that said or rewrote it; absent: whichever is the newest. It
 * carries no meaning of its own; owner and state are checked when it is worked. At most 64 bytes (Telegram).
 */
export const buttonToken = (messageId: number, button: number, version?: number): string =>
  `k1:${messageId.toString(36)}${version === undefined ? '' : `.${version.toString(36)}`}:${button}`;

/** The message id, version and button of a token; undefined for anything we never made. */
export const readButtonToken = (
  token: string,
): { messageId: number; button: number; version?: number } | undefined => {
  const match = /^k1:([0-9a-z]{1,11})(?:\.([0-9a-z]{1,11}))?:(\d{1,3})$/.exec(token);
  if (!match) return undefined;
  const messageId = Number.parseInt(match[1] ?? '', 36);
  const version = match[2] === undefined ? undefined : Number.parseInt(match[2], 36);
  if (!Number.isSafeInteger(messageId) || !Number.isSafeInteger(version ?? 0)) return undefined;
  return { messageId, button: Number(match[3]), ...(version === undefined ? {} : { version }) };
};
