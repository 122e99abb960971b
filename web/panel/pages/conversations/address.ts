/** What the list shows. */
export const VIEWS = ['attention', 'mine', 'queue', 'all'] as const;
export type View = (typeof VIEWS)[number];

/** What the address of the page says: a link to it shows the same to everybody who may see it. */
export interface Address {
  /** The open conversation. */
  readonly id: string | undefined;
  readonly view: View;
  /** Words that are searched: in names and titles, or `words` in messages. */
  readonly q: string;
  readonly words: boolean;
  readonly inbox: string | undefined;
  /** Position of the message to show. */
  readonly message: number | undefined;
  /** The card is open over the conversation, on screens that have no room beside it. */
  readonly card: boolean;
}

/** What stands after `?`: only what differs from the usual. */
export type Search = Readonly<Record<string, string | undefined>>;

/** Reads an address; what it does not understand counts as not said. */
export const addressOf = (id: string | undefined, search: Readonly<Record<string, unknown>>): Address => {
  const text = (key: string): string => (typeof search[key] === 'string' ? search[key] : '');
  const position = Number(text('message'));
  return {
    id: id === '' ? undefined : id,
    view: VIEWS.find((view) => view === text('view')) ?? 'attention',
    q: text('q'),
    words: text('in') === 'messages',
    inbox: text('inbox') || undefined,
    message: Number.isSafeInteger(position) && position > 0 ? position : undefined,
    card: text('card') === '1',
  };
};

/** The address as it is written after `?`. */
export const searchOf = ({ view, q, words, inbox, message, card }: Omit<Address, 'id'>): Search => ({
  view: view === 'attention' ? undefined : view,
  q: q === '' ? undefined : q,
  in: words ? 'messages' : undefined,
  inbox,
  message: message?.toString(),
  card: card ? '1' : undefined,
});
