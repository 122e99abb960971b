import type { SearchDocument } from '../contract.ts';
import { remember } from '../text/remember.ts';
import { contextTerm, type Token } from '../text/token.ts';
import { titleTokens } from '../text/tokenize.ts';

/**
 * A term of a product: its hash and kind, and the spelling of words, also of those in the context, whose
 * `word.term` is the hash of the word itself.
 */
export type DocumentTerm = Pick<Token, 'hash' | 'kind' | 'word'>;

/** Shorter words and filler in the names of categories say nothing. */
const WEIGHTY = 1;

const KEPT_CONTEXTS = 5_000;

/** Many products share their categories. */
const contextTerms = remember(KEPT_CONTEXTS, (context): readonly DocumentTerm[] => {
  const words = new Map<string, DocumentTerm>();
  for (const { kind, weight, key, word } of titleTokens(context)) {
    if (kind !== 'word' || weight < WEIGHTY || words.has(key)) continue;
    words.set(key, { hash: contextTerm(key), kind: 'context', word });
  }
  return [...words.values()];
});

/** What a product is found by, in the order of its title, then of its context. */
export const termsOf = ({
  title,
  context,
}: Pick<SearchDocument, 'title' | 'context'>): readonly DocumentTerm[] =>
  context === '' ? titleTokens(title) : [...titleTokens(title), ...contextTerms(context)];
