import { createIntTable } from './int-table.ts';
import { createInts } from './ints.ts';

/** Products of the index, by number in the order they came. A number is never given twice. */
export interface Documents {
  /** All numbers given, those of removed products included. */
  readonly size: number;
  /** -1 where the product is not in the index. */
  numberOf(productId: number): number;
  productOf(document: number): number;
  isRemoved(document: number): boolean;
  isHidden(document: number): boolean;
  /** Neither removed nor hidden, or hidden where those are wanted, too. */
  isFindable(document: number, withHidden: boolean): boolean;
  /** The number of a new document. */
  add(productId: number, hidden: boolean, terms: ArrayLike<number>, words: ArrayLike<number>): number;
  remove(document: number): void;
  /** Numbers of its terms, in order. A view, good until the next document comes. */
  termsOf(document: number): Int32Array;
  /** What was noted of the spellings of its words. A view, as above. */
  wordsOf(document: number): Int32Array;
  readonly bytes: number;
}

const REMOVED = 1;
const HIDDEN = 2;

/** Lists of numbers one after another. */
const createLists = () => {
  const numbers = createInts(4096);
  const ends = createInts();
  const startOf = (list: number): number => (list === 0 ? 0 : ends.get(list - 1));
  return {
    write: (list: number, values: ArrayLike<number>): void => {
      const start = startOf(list);
      numbers.write(start, values);
      ends.set(list, start + values.length);
    },
    read: (list: number): Int32Array => numbers.cells().subarray(startOf(list), ends.get(list)),
    get bytes() {
      return numbers.bytes + ends.bytes;
    },
  };
};

export const createDocuments = (): Documents => {
  let size = 0;
  const numbers = createIntTable();
  const products = createInts();
  const flags = createInts();
  const terms = createLists();
  const words = createLists();
  return {
    get size() {
      return size;
    },
    numberOf: numbers.get,
    productOf: products.get,
    isRemoved: (document) => (flags.get(document) & REMOVED) !== 0,
    isHidden: (document) => (flags.get(document) & HIDDEN) !== 0,
    isFindable: (document, withHidden) =>
      (flags.get(document) & (withHidden ? REMOVED : REMOVED | HIDDEN)) === 0,
    add: (productId, hidden, itsTerms, itsWords) => {
      const document = size++;
      numbers.set(productId, document);
      products.set(document, productId);
      flags.set(document, hidden ? HIDDEN : 0);
      terms.write(document, itsTerms);
      words.write(document, itsWords);
      return document;
    },
    remove: (document) => {
      flags.set(document, flags.get(document) | REMOVED);
      numbers.delete(products.get(document));
    },
    termsOf: terms.read,
    wordsOf: words.read,
    get bytes() {
      return [numbers, products, flags, terms, words].reduce((sum, part) => sum + part.bytes, 0);
    },
  };
};
