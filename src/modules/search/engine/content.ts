import type { SearchDocument } from '../contract.ts';
import { termsOf } from './document-terms.ts';
import { createDocuments, type Documents } from './documents.ts';
import { createLexicon, type Lexicon } from './lexicon.ts';
import { createPostings, type Postings } from './postings.ts';

/** All that the index in memory holds. */
export interface Content {
  readonly lexicon: Lexicon;
  readonly postings: Postings;
  readonly documents: Documents;
}

export const createContent = (): Content => ({
  lexicon: createLexicon({ countsHidden: true }),
  postings: createPostings(),
  documents: createDocuments(),
});

/** How a document notes the spelling of a word: the form, and whether a full stop shortened it. */
const noteOf = (form: number, abbreviated: boolean): number => form * 2 + (abbreviated ? 1 : 0);
const formOf = (note: number): number => note >> 1;
const isAbbreviated = (note: number): boolean => (note & 1) === 1;

/** Visits every number once. Lists of documents are short: searching beats a set. */
const eachOnce = (numbers: ArrayLike<number>, visit: (number: number) => void): void => {
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at] as number;
    let before = 0;
    while (numbers[before] !== number) before++;
    if (before === at) visit(number);
  }
};

/** Counts a document in, or out. */
const count = ({ lexicon, documents }: Content, document: number, delta: 1 | -1): void => {
  const terms = documents.termsOf(document);
  const words = documents.wordsOf(document);
  if (documents.isHidden(document)) {
    eachOnce(terms, (term) => lexicon.countHiddenTerm(term, delta));
    eachOnce(words, (note) => lexicon.countHiddenForm(formOf(note), delta));
    return;
  }
  eachOnce(terms, (term) => lexicon.countTerm(term, delta));
  eachOnce(words, (note) => lexicon.countForm(formOf(note), delta, isAbbreviated(note)));
  const head = terms.find((term) => lexicon.isWord(term));
  if (head !== undefined) lexicon.countHead(head, delta);
  lexicon.countDocuments(delta);
};

interface Notes {
  readonly terms: ArrayLike<number>;
  readonly words: ArrayLike<number>;
}

const append = (content: Content, productId: number, hidden: boolean, { terms, words }: Notes): void => {
  const document = content.documents.add(productId, hidden, terms, words);
  eachOnce(terms, (term) => content.postings.append(term, document));
  count(content, document, 1);
};

/** Numbers the terms and forms of a product, new ones where they were unknown. */
const notesOf = (lexicon: Lexicon, names: Pick<SearchDocument, 'title' | 'context'>): Notes => {
  const terms: number[] = [];
  const words: number[] = [];
  for (const { hash, kind, word } of termsOf(names)) {
    const term = lexicon.ensureTerm(hash, kind);
    terms.push(term);
    if (word === null) continue;
    const base = kind === 'word' ? term : lexicon.ensureTerm(word.term, 'word');
    if (kind === 'context') lexicon.linkContext(base, term);
    words.push(
      noteOf(lexicon.ensureForm(word.form, base, word.surface), word.abbreviated && kind === 'word'),
    );
  }
  return { terms, words };
};

/** Takes a product out; nothing happens where it is unknown. */
export const removeDocument = (content: Content, productId: number): void => {
  const { documents } = content;
  const document = documents.numberOf(productId);
  if (document < 0) return;
  count(content, document, -1);
  documents.remove(document);
};

/** Adds a product, or replaces it. */
export const putDocument = (content: Content, { id, hidden, ...names }: SearchDocument): void => {
  removeDocument(content, id);
  append(content, id, hidden, notesOf(content.lexicon, names));
};

/** A copy without what removed products left behind: their numbers, terms and spellings. */
export const withoutGarbage = ({ lexicon: from, documents }: Content): Content => {
  const fresh = createContent();
  const copyTerm = (old: number): number => fresh.lexicon.ensureTerm(from.hashOf(old), from.kindOf(old));
  const copyWord = (note: number): number => {
    const form = formOf(note);
    const word = copyTerm(from.termOfForm(form));
    const copied = fresh.lexicon.ensureForm(from.vocabulary.spellingOf(form), word, from.surfaceOf(form));
    return noteOf(copied, isAbbreviated(note));
  };
  for (let document = 0; document < documents.size; document++) {
    if (documents.isRemoved(document)) continue;
    append(fresh, documents.productOf(document), documents.isHidden(document), {
      terms: documents.termsOf(document).map(copyTerm),
      words: documents.wordsOf(document).map(copyWord),
    });
  }
  for (let form = 0; form < fresh.lexicon.vocabulary.size; form++) fresh.lexicon.linkContextOfForm(form);
  return fresh;
};
