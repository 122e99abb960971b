/** Who wants to know what happens in conversations; called after the commit, never throws. */
export interface Announce {
  /** Conversations have work: workers should look. */
  heard(conversationIds: readonly string[]): void;
  /** Conversations have new or changed messages, or another state: their live viewers should look. */
  said(conversationIds: readonly string[]): void;
  /** A message has reached an end: its ticks have changed. */
  delivered(conversationId: string): void;
  /** An operator came: whoever works a turn in it should stop. */
  taken(conversationId: string): void;
  /** An operator writes. */
  typing(typist: Typist): void;
}

/** An operator who writes in a conversation, as all processes tell each other. */
export interface Typist {
  readonly conversation_id: string;
  readonly operator: { readonly id: string; readonly name: string };
}
