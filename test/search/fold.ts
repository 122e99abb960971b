import { LOOK_ALIKES, respelled } from './alphabets.ts';

/** Small letters, look-alikes as Latin ones: two spellings that nobody tells apart are equal. */
export const folded = (text: string): string =>
  respelled(text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е'), LOOK_ALIKES);

/** Titles with the same one are the same to a reader: punctuation, case and look-alikes do not count. */
export const foldedTitle = (title: string): string => folded(title).replace(/[^\p{L}\p{N}]/gu, '');

/** Letters of a word that count; endings and most abbreviations differ after them. */
const STEM = 3;

/** Words by which nothing is told apart: prepositions, and units without their number. */
const WEAK = new Set(
  'во на со по от до для из под без мм см кг гр мл вт квт ма ка шт бар мкм пар'.split(' ').map(folded),
);

/**
 * What a title must hold to be taken for a holder of the text, leniently: numbers, and beginnings of words.
 * Letters within a size count only where nothing else is there, single letters, units and prepositions
 * never: these are written in many ways or not at all.
 */
export const loosePieces = (text: string): string[] =>
  text.split(/\s+/).flatMap((word) => {
    const pieces = folded(word).match(/\p{L}+|\p{N}+/gu) ?? [];
    const solid = pieces.some((piece) => isNumber(piece))
      ? pieces.filter((piece) => isNumber(piece) || piece.length > 2)
      : pieces.filter((piece) => piece.length > 1 && !WEAK.has(piece));
    return solid.map((piece) => (isNumber(piece) ? piece.replace(/^0+(?=\d)/, '') : piece.slice(0, STEM)));
  });

const isNumber = (piece: string): boolean => /\p{N}/u.test(piece);
