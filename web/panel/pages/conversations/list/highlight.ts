/** A piece of a text; `hit`: these are the words that were searched. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

const BEFORE = 40;

/** A text cut to the surroundings of the first place where the words stand, with each place marked. */
export const excerptOf = (text: string, words: string, length = 180): readonly Piece[] => {
  const flat = text.replace(/\s+/g, ' ').trim();
  const first = placesOf(flat, words)[0]?.start ?? 0;
  const start = first <= BEFORE ? 0 : wordStart(flat, first - BEFORE);
  const cut = flat.slice(start, start + length).toWellFormed();
  const shown = `${start > 0 ? '…' : ''}${cut}${start + length < flat.length ? '…' : ''}`;
  return piecesOf(shown, words);
};

/** The whole text with each place of the words marked. */
export const piecesOf = (text: string, words: string): readonly Piece[] => {
  const pieces: Piece[] = [];
  let end = 0;
  for (const place of placesOf(text, words)) {
    if (place.start > end) pieces.push({ text: text.slice(end, place.start), hit: false });
    pieces.push({ text: text.slice(place.start, place.end), hit: true });
    end = place.end;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), hit: false });
  return pieces;
};

/** Places of the phrase; where it does not stand as written, places of its words. */
const placesOf = (text: string, words: string): readonly { start: number; end: number }[] => {
  const phrase = words.trim();
  if (phrase === '') return [];
  const whole = find(text, [phrase]);
  return whole.length > 0
    ? whole
    : find(
        text,
        phrase.split(/\s+/).filter((word) => word.length > 1),
      );
};

const find = (text: string, words: readonly string[]): readonly { start: number; end: number }[] => {
  if (words.length === 0) return [];
  const pattern = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
  return [...text.matchAll(new RegExp(pattern, 'giu'))].map(({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
  }));
};

const wordStart = (text: string, from: number): number => {
  const space = text.indexOf(' ', from);
  return space === -1 || space > from + BEFORE ? from : space + 1;
};
