import { type Candidate, offer } from './candidates.ts';
import type { Group } from './group.ts';
import type { Lexicon } from './lexicon.ts';
import { type Phrase, type Synonyms, sayingTokens } from './synonyms.ts';

const SYNONYM = 0.9;

const termsOfPhrase = (phrase: Phrase, lexicon: Lexicon): readonly number[] | null => {
  const terms = phrase.tokens.map((token) => lexicon.termOf(token.hash));
  return terms.some((term) => term < 0) ? null : terms;
};

/** The rarest term of the phrase stands for it; the others must be there as well. */
const phraseCandidate = (phrase: Phrase, shared: boolean, lexicon: Lexicon): Candidate | null => {
  const terms = termsOfPhrase(phrase, lexicon);
  if (terms === null) return null;
  const [rarest = -1, ...together] = [...terms].sort(
    (a, b) => lexicon.frequencyOf(a) - lexicon.frequencyOf(b),
  );
  return {
    term: rarest,
    similarity: SYNONYM,
    kind: 'synonym',
    form: -1,
    found: phrase.text,
    together,
    shared,
  };
};

/** Adds what typed words and phrases are called otherwise to the candidates of each of their words. */
export const addSynonyms = (groups: readonly Group[], synonyms: Synonyms, lexicon: Lexicon): void => {
  const saying = new Set(sayingTokens(groups.map((group) => group.token)));
  const words = groups.filter((group) => saying.has(group.token));
  for (const match of synonyms.matchesIn(words.map((group) => group.token))) {
    for (const phrase of match.alternatives) {
      const candidate = phraseCandidate(phrase, match.length > 1, lexicon);
      if (candidate === null) continue;
      for (const group of words.slice(match.from, match.from + match.length))
        offer(group.candidates, candidate);
    }
  }
};
