import { createInts, type Ints } from './ints.ts';

/** Sees a form that shares so many bigrams with what was looked for. */
export type FormVisitor = (form: number, spelling: string, shared: number) => void;

/** All spellings of words in a catalogue, found by likeness. Forms are numbered from zero. */
export interface Vocabulary {
  readonly size: number;
  /** -1 where there is no such form. */
  find(spelling: string): number;
  /** The number of the form, a new one where it was unknown. */
  ensure(spelling: string): number;
  spellingOf(form: number): string;
  /** Visits every form that shares at least so many bigrams (of the spelling between borders) with the text. */
  alike(text: string, least: number, visit: FormVisitor): void;
  readonly bytes: number;
}

/** Two borders make the first and the last letter count as bigrams, too. */
const bigramsOf = (spelling: string): ReadonlySet<number> => {
  const text = `^${spelling}$`;
  const bigrams = new Set<number>();
  for (let at = 0; at + 1 < text.length; at++)
    bigrams.add(text.charCodeAt(at) * 65_536 + text.charCodeAt(at + 1));
  return bigrams;
};

/** How many different bigrams a text has between its borders. */
export const countBigrams = (text: string): number => bigramsOf(text).size;

interface List {
  readonly forms: Ints;
  length: number;
}

const BYTES_OF_A_SPELLING = 100;

export const createVocabulary = (): Vocabulary => {
  const spellings: string[] = [];
  const numbers = new Map<string, number>();
  const lists = new Map<number, List>();
  let shared = new Uint8Array(1024);
  let touched = new Int32Array(1024);

  const note = (bigram: number, form: number): void => {
    const list = lists.get(bigram) ?? { forms: createInts(4), length: 0 };
    lists.set(bigram, list);
    list.forms.set(list.length++, form);
  };

  const count = (text: string): number => {
    let seen = 0;
    for (const bigram of bigramsOf(text)) {
      const list = lists.get(bigram);
      if (list === undefined) continue;
      const forms = list.forms.cells();
      for (let at = 0; at < list.length; at++) {
        const form = forms[at] as number;
        const times = shared[form] as number;
        if (times === 0) touched[seen++] = form;
        shared[form] = times + 1;
      }
    }
    return seen;
  };

  return {
    get size() {
      return spellings.length;
    },
    find: (spelling) => numbers.get(spelling) ?? -1,
    ensure: (spelling) => {
      const known = numbers.get(spelling);
      if (known !== undefined) return known;
      const form = spellings.push(spelling) - 1;
      numbers.set(spelling, form);
      for (const bigram of bigramsOf(spelling)) note(bigram, form);
      return form;
    },
    spellingOf: (form) => spellings[form] ?? '',
    alike: (text, least, visit) => {
      if (touched.length < spellings.length) {
        shared = new Uint8Array(spellings.length * 2);
        touched = new Int32Array(spellings.length * 2);
      }
      const seen = count(text);
      for (let at = 0; at < seen; at++) {
        const form = touched[at] as number;
        const times = shared[form] as number;
        shared[form] = 0;
        if (times >= least) visit(form, spellings[form] as string, times);
      }
    },
    get bytes() {
      let bytes = spellings.length * BYTES_OF_A_SPELLING + shared.byteLength + touched.byteLength;
      for (const list of lists.values()) bytes += list.forms.bytes;
      return bytes;
    },
  };
};
