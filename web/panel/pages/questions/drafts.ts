/** An answer that is being written. `key` names it to the office: however often it is sent, it is said once. */
export interface Draft {
  readonly text: string;
  readonly key: string;
}

const kept = new Map<string, Draft>();

/** What was begun in each question and not sent; as long as the window lives. */
export const drafts = {
  read: (questionId: string): Draft => kept.get(questionId) ?? { text: '', key: newKey() },
  /** Other words are another answer. */
  write: (questionId: string, text: string): Draft => {
    const draft = { text, key: newKey() };
    if (text === '') kept.delete(questionId);
    else kept.set(questionId, draft);
    return draft;
  },
};

/** `crypto.randomUUID` is missing on pages served without TLS. */
const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
