/** A message of ours as it stands in a chat. */
export interface Shown {
  readonly messageId: number;
  /** It holds a picture: it cannot become a text. */
  readonly photo: boolean;
}

/** The reference under which the core keeps a message with a picture; of a text it is the id alone. */
export const photoRef = (messageId: number): string => `photo:${messageId}`;

/** Reads a reference; what it says of pictures may be out of date, Telegram knows better. */
export const shownOf = (ref: string): Shown => {
  const photo = ref.startsWith('photo:');
  return { messageId: Number(photo ? ref.slice('photo:'.length) : ref), photo };
};
