import type { IndexAnswer, IndexQuery, SearchDocument, SynonymGroup } from '../contract.ts';
import { answerOf, documentsToRank } from './answer.ts';
import { createCollector } from './collect.ts';
import { type Content, createContent, putDocument, removeDocument, withoutGarbage } from './content.ts';
import { planQuery } from './plan.ts';
import { compileSynonyms } from './synonyms.ts';

/** The index in memory. Pure and synchronous: it knows nothing of threads or of the database. */
export interface Engine {
  /** Adds a product, or replaces it. */
  put(document: SearchDocument): void;
  /** Nothing happens where the product is unknown. */
  remove(id: number): void;
  setSynonyms(groups: readonly SynonymGroup[]): void;
  /** Never throws for a text. */
  search(query: IndexQuery): IndexAnswer;
  readonly size: EngineSize;
}

export interface EngineSize {
  /** Products, hidden ones too. */
  readonly documents: number;
  readonly terms: number;
  /** An estimate from the sizes of its arrays. */
  readonly bytes: number;
}

/** Removed products are swept out when they are as many as this part of the others. */
const GARBAGE = { least: 1_000, share: 0.3 };

export const createEngine = (): Engine => {
  let content: Content = createContent();
  let synonyms = compileSynonyms([]);
  let live = 0;
  const collector = createCollector();

  const sweep = (): void => {
    const garbage = content.documents.size - live;
    if (garbage > GARBAGE.least && garbage > live * GARBAGE.share) content = withoutGarbage(content);
  };

  const knows = (id: number): boolean => content.documents.numberOf(id) >= 0;

  return {
    put: (document) => {
      if (!knows(document.id)) live++;
      putDocument(content, document);
      sweep();
    },

    remove: (id) => {
      if (!knows(id)) return;
      live--;
      removeDocument(content, id);
      sweep();
    },

    setSynonyms: (groups) => {
      synonyms = compileSynonyms(groups);
    },

    search: ({ text, limit, withHidden = false }) => {
      const plan = planQuery(content.lexicon, text, synonyms, withHidden);
      const documents = collector.collect(content, plan, documentsToRank(limit), withHidden);
      const collected = {
        products: documents.map(content.documents.productOf),
        readTerms: (at: number, terms: Int32Array) => {
          const own = content.documents.termsOf(documents[at] as number).subarray(0, terms.length);
          terms.set(own);
          return own.length;
        },
      };
      return answerOf(content.lexicon, plan, collected, limit);
    },

    get size() {
      const { lexicon, postings, documents } = content;
      return {
        documents: live,
        terms: lexicon.terms,
        bytes: lexicon.bytes + postings.bytes + documents.bytes + collector.bytes,
      };
    },
  };
};
