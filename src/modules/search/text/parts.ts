import { inOneAlphabet } from './look-alikes.ts';

/** A run of letters or a number inside a chunk of text. */
export interface Part {
  readonly text: string;
  readonly isNumber: boolean;
  /** Where it stands in the chunk. */
  readonly from: number;
  readonly to: number;
}

/** What separates chunks of a title; what stands inside a chunk, a slash or a hyphen, still has a meaning. */
export const CHUNK_BORDERS = /[\s()[\]{};!?"\u00ab\u00bb\u201c\u201d\u201e|]+/u;

const PART = /\d\+\d\/\d|\d+(?:[.,]\d+)?|\p{L}+/gu;

/** Three numbers in a row with points between, `75.150.90`, are no decimals. */
const CHAIN = /\d+(?:[.,]\d+){2,}/g;

/** Longer words are cut: nobody types them, and they would make typos expensive. */
const LONGEST_WORD = 40;

const isDigit = (sign: string): boolean => sign >= '0' && sign <= '9';

/** Words and numbers of a chunk, in order; words of mixed alphabets are repaired. */
export const partsOf = (chunk: string): readonly Part[] => {
  const text = chunk.replace(CHAIN, (chain) => chain.replace(/[.,]/g, '-'));
  const parts: Part[] = [];
  for (const { 0: piece, index } of text.matchAll(PART)) {
    const isNumber = isDigit(piece.charAt(0));
    const cut = piece.slice(0, LONGEST_WORD);
    parts.push({
      text: isNumber ? cut : inOneAlphabet(cut),
      isNumber,
      from: index,
      to: index + piece.length,
    });
  }
  return parts;
};
