/**
 * The value of a button that starts a dialogue from anywhere, even from an old message; `text` is its opening.
 * Stands here because the panel shows such buttons too, and must not bring the conversations along.
 */
export const startValue = (dialogue: string, text = ''): string =>
  `start:${dialogue}${text === '' ? '' : ` ${text}`}`;
