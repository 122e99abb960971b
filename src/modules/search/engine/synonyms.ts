import type { SynonymGroup } from '../contract.ts';
import type { Token } from '../text/token.ts';
import { queryTokens } from '../text/tokenize.ts';
import { MEANINGFUL } from '../text/word-tokens.ts';

/** A phrase as the index reads it. */
export interface Phrase {
  readonly text: string;
  /** Its words and numbers. */
  readonly tokens: readonly Token[];
}

/** A phrase that was typed, and what else it may be called. */
export interface PhraseMatch {
  /** The first of its words among those typed, and how many they are. */
  readonly from: number;
  readonly length: number;
  readonly alternatives: readonly Phrase[];
}

/** Synonyms prepared for queries; made once when they change. */
export interface Synonyms {
  /** Phrases among typed words, wherever they begin. */
  matchesIn(words: readonly Token[]): readonly PhraseMatch[];
}

interface Entry {
  readonly phrase: Phrase;
  readonly alternatives: readonly Phrase[];
}

/** Words and numbers that say something, in order: what phrases are compared by. */
export const sayingTokens = (tokens: readonly Token[]): readonly Token[] =>
  tokens.filter(
    ({ kind, alternative, optional, weight }) =>
      (kind === 'word' || kind === 'number') && !alternative && !optional && weight > MEANINGFUL,
  );

const standsAt = (phrase: Phrase, words: readonly Token[], from: number): boolean =>
  phrase.tokens.every((token, at) => words[from + at]?.hash === token.hash);

const sameTokens = (one: Phrase, other: Phrase): boolean =>
  one.tokens.length === other.tokens.length && standsAt(one, other.tokens, 0);

/** Phrases without a word that says something are passed over. */
export const compileSynonyms = (groups: readonly SynonymGroup[]): Synonyms => {
  const entries = new Map<number, Entry[]>();
  for (const group of groups) {
    const phrases = group
      .map((text): Phrase => ({ text, tokens: sayingTokens(queryTokens(text)) }))
      .filter((phrase) => phrase.tokens.length > 0);
    for (const phrase of phrases) {
      const first = phrase.tokens[0]?.hash ?? 0;
      const alternatives = phrases.filter((other) => !sameTokens(phrase, other));
      if (alternatives.length === 0) continue;
      const known = entries.get(first);
      if (known) known.push({ phrase, alternatives });
      else entries.set(first, [{ phrase, alternatives }]);
    }
  }
  return {
    matchesIn: (words) =>
      words.flatMap((word, from) =>
        (entries.get(word.hash) ?? [])
          .filter(({ phrase }) => standsAt(phrase, words, from))
          .map(({ phrase, alternatives }) => ({ from, length: phrase.tokens.length, alternatives })),
      ),
  };
};
