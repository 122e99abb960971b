import { stem } from '../text/stem.ts';
import { contextTerm, TERM_KINDS, type TermKind } from '../text/token.ts';
import { createIntTable } from './int-table.ts';
import { createInts } from './ints.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';

/**
 * What a catalogue is made of: its terms with their frequencies, and the spellings of its words.
 * Planning and ranking need nothing else, so the documents themselves may lie anywhere. Terms and forms are
 * numbered from zero. Frequencies count visible products only.
 */
export interface Lexicon {
  /** Visible products. */
  readonly documents: number;
  countDocuments(delta: number): void;

  readonly terms: number;
  /** The number of the term with this hash; -1 where there is none. */
  termOf(hash: number): number;
  ensureTerm(hash: number, kind: TermKind): number;
  hashOf(term: number): number;
  kindOf(term: number): TermKind;
  isWord(term: number): boolean;
  isNumber(term: number): boolean;
  isContext(term: number): boolean;
  /** Products that have the term. */
  frequencyOf(term: number): number;
  countTerm(term: number, delta: number): void;
  countHiddenTerm(term: number, delta: number): void;
  /** Whether visible products have the term; with hidden ones, whether any have. */
  isTermUsed(term: number, withHidden: boolean): boolean;
  /** Titles whose first word it is. */
  headsOf(term: number): number;
  countHead(term: number, delta: number): void;
  /** The term of the same word in the context of products; -1 where no context has it. */
  contextOf(term: number): number;
  linkContext(word: number, context: number): void;
  /** Links the word of a form with the term it has in contexts, where the lexicon has one already. */
  linkContextOfForm(form: number): void;

  readonly vocabulary: Vocabulary;
  /** The number of the form; the first surface that came with it stays. */
  ensureForm(spelling: string, term: number, surface: string): number;
  termOfForm(form: number): number;
  surfaceOf(form: number): string;
  /** Products that have the form, in the title or the context. */
  frequencyOfForm(form: number): number;
  isAbbreviation(form: number): boolean;
  countForm(form: number, delta: number, abbreviated: boolean): void;
  countHiddenForm(form: number, delta: number): void;
  isFormUsed(form: number, withHidden: boolean): boolean;
  /** A form of the term, for people to read; -1 where it is no word. */
  formOf(term: number): number;

  readonly bytes: number;
}

const WORD = TERM_KINDS.indexOf('word');
const NUMBER = TERM_KINDS.indexOf('number');
const CONTEXT = TERM_KINDS.indexOf('context');

/** `countsHidden`: it hears of hidden products, too; else every term it ever heard of may be one of theirs. */
export const createLexicon = ({ countsHidden = false } = {}): Lexicon => {
  let documents = 0;
  let terms = 0;
  const table = createIntTable();
  const hashes = createInts();
  const kinds = createInts();
  const frequencies = createInts();
  const hiddenFrequencies = createInts();
  const heads = createInts();
  const contexts = createInts();
  const formOfTerm = createInts();

  const vocabulary = createVocabulary();
  const surfaces: string[] = [];
  const termOfForm = createInts();
  const formFrequencies = createInts();
  const hiddenFormFrequencies = createInts();
  const abbreviations = createInts();

  return {
    get documents() {
      return documents;
    },
    countDocuments: (delta) => {
      documents += delta;
    },

    get terms() {
      return terms;
    },
    termOf: table.get,
    ensureTerm: (hash, kind) => {
      const known = table.get(hash);
      if (known >= 0) return known;
      const term = terms++;
      table.set(hash, term);
      hashes.set(term, hash);
      kinds.set(term, TERM_KINDS.indexOf(kind));
      return term;
    },
    hashOf: hashes.get,
    kindOf: (term) => TERM_KINDS[kinds.get(term)] ?? 'word',
    isWord: (term) => kinds.get(term) === WORD,
    isNumber: (term) => kinds.get(term) === NUMBER,
    isContext: (term) => kinds.get(term) === CONTEXT,
    frequencyOf: frequencies.get,
    countTerm: frequencies.add,
    countHiddenTerm: hiddenFrequencies.add,
    isTermUsed: (term, withHidden) =>
      term >= 0 &&
      (frequencies.get(term) > 0 || (withHidden && (!countsHidden || hiddenFrequencies.get(term) > 0))),
    headsOf: heads.get,
    countHead: heads.add,
    contextOf: (term) => contexts.get(term) - 1,
    linkContext: (word, context) => contexts.set(word, context + 1),

    linkContextOfForm: (form) => {
      const context = table.get(contextTerm(stem(vocabulary.spellingOf(form))));
      if (context >= 0) contexts.set(termOfForm.get(form), context + 1);
    },

    vocabulary,
    ensureForm: (spelling, term, surface) => {
      const known = vocabulary.find(spelling);
      if (known >= 0) {
        if (formFrequencies.get(known) <= 0) surfaces[known] = surface;
        return known;
      }
      const form = vocabulary.ensure(spelling);
      surfaces[form] = surface;
      termOfForm.set(form, term);
      if (formOfTerm.get(term) === 0) formOfTerm.set(term, form + 1);
      return form;
    },
    termOfForm: termOfForm.get,
    surfaceOf: (form) => surfaces[form] ?? '',
    frequencyOfForm: formFrequencies.get,
    isAbbreviation: (form) => abbreviations.get(form) > 0,
    countForm: (form, delta, abbreviated) => {
      formFrequencies.add(form, delta);
      if (abbreviated) abbreviations.add(form, delta);
      const term = termOfForm.get(form);
      const shown = formOfTerm.get(term) - 1;
      if (formFrequencies.get(form) > formFrequencies.get(shown)) formOfTerm.set(term, form + 1);
    },
    countHiddenForm: hiddenFormFrequencies.add,
    isFormUsed: (form, withHidden) =>
      formFrequencies.get(form) > 0 || (withHidden && (!countsHidden || hiddenFormFrequencies.get(form) > 0)),
    formOf: (term) => formOfTerm.get(term) - 1,

    get bytes() {
      const columns = [
        hashes,
        kinds,
        frequencies,
        heads,
        contexts,
        formOfTerm,
        termOfForm,
        formFrequencies,
        abbreviations,
        hiddenFrequencies,
        hiddenFormFrequencies,
      ];
      return columns.reduce((sum, column) => sum + column.bytes, table.bytes + vocabulary.bytes);
    },
  };
};
