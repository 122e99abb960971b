/** The same for the same query, however it is spaced and capitalised: what the journal groups by. */
export const queryKeyOf = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
