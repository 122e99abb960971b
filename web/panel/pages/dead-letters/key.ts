/** Names a letter. */
export interface LetterKey {
  readonly conversation_id: string;
  readonly turn: number;
}

/** A key as one word, for addresses. */
export const wordOf = ({ conversation_id, turn }: LetterKey): string => `${conversation_id}.${turn}`;

/** The key that a word of an address means; undefined when it means none. */
export const keyOf = (word: string | undefined): LetterKey | undefined => {
  const [, conversation_id, turn] =
    /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([1-9]\d{0,14})$/.exec(word ?? '') ?? [];
  return conversation_id === undefined ? undefined : { conversation_id, turn: Number(turn) };
};
