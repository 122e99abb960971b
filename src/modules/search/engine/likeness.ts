import type { MatchKind } from '../contract.ts';
import { stem } from '../text/stem.ts';
import { editDistance } from './edit-distance.ts';
import type { Lexicon } from './lexicon.ts';
import { countBigrams } from './vocabulary.ts';

/** A word to find like ones of. */
export interface Sought {
  /** The phonetic key that is compared. */
  readonly key: string;
  /** The word itself, where the key is its own: typos are made in letters, not in sounds. */
  readonly surface: string | null;
  /** Letters as typed: short words are never misspelled ones. */
  readonly letters: number;
  /** The catalogue has the very word. */
  readonly isKnown: boolean;
  /** It is no misspelling, even where the catalogue lacks it. */
  readonly isRight: boolean;
}

/** Sees a form of the catalogue, and how it is like the word that was sought; faint: it may well be another word. */
export type LikeVisitor = (form: number, kind: MatchKind, similarity: number, faint: boolean) => void;

const SHORTEST = 3;

const ONE_EDIT = 0.8;
const TWO_EDITS = 0.6;
/** An edit of a short word changes more of it. */
const SHORT_WORD = 0.15;
/** A word that the catalogue has is rarely another one misspelled. */
const EDIT_OF_A_KNOWN_WORD = 0.75;

const BEGINNING = { least: 0.55, byLength: 0.4, ofAKnownWord: 0.8 };
const ABBREVIATION = 0.8;
const LONGER_WORD = { least: 0.5, byLength: 0.3, shortest: 5, leastPart: 0.6 };
/** Shorter beginnings and other beginnings are those of other words, too. */
const FAINT = { abbreviation: 4, sameBeginning: 3, shortestTwiceEdited: 6 };

/** Words without vowels are abbreviations: those the catalogue knows are meant. */
const mostEdits = ({ key, letters, isKnown, isRight }: Sought): number => {
  if (isRight || letters <= 3 || (isKnown && !/[aeiou]/.test(key))) return 0;
  if (key.length <= 4 && letters <= 5) return 1;
  return key.length <= 7 && isKnown ? 1 : 2;
};

const afterEdits = (edits: number, length: number): number =>
  edits === 1 ? ONE_EDIT - (length <= 4 ? SHORT_WORD : 0) : TWO_EDITS - (length <= 6 ? SHORT_WORD : 0);

/** The beginning of a longer word. */
const asBeginning = ({ key, isKnown }: Sought, spelling: string): number =>
  (BEGINNING.least + (BEGINNING.byLength * key.length) / spelling.length) *
  (isKnown ? BEGINNING.ofAKnownWord : 1);

/** The catalogue has the beginning only, shortened or as a word of its own; 0 where it is too short to tell. */
const asContinuation = ({ key }: Sought, spelling: string, isAbbreviation: boolean): number => {
  if (isAbbreviation) return ABBREVIATION;
  const part = spelling.length / key.length;
  if (spelling.length < LONGER_WORD.shortest || part < LONGER_WORD.leastPart) return 0;
  return LONGER_WORD.least + LONGER_WORD.byLength * part;
};

const isFaintContinuation = ({ key }: Sought, spelling: string): boolean =>
  spelling.length < FAINT.abbreviation && spelling.length < key.length * LONGER_WORD.leastPart;

/** One edit makes another word of three sounds, two of a short one and of one that begins otherwise; endings are none. */
const isFaintTypo = (
  { key, surface }: Sought,
  spelling: string,
  otherSurface: string,
  edits: number,
): boolean =>
  (key.length <= SHORTEST && (surface === null || editDistance(surface, otherSurface, 1) > 1)) ||
  (edits > 1 &&
    (key.length < FAINT.shortestTwiceEdited || !spelling.startsWith(key.slice(0, FAINT.sameBeginning))) &&
    editDistance(stem(key), stem(spelling), 1) > 1);

/** Edits between two words, in their sounds or in their letters, whichever are fewer. */
const editsBetween = (
  { key, surface }: Sought,
  spelling: string,
  otherSurface: string,
  most: number,
): number => {
  const inSounds = editDistance(key, spelling, most);
  if (inSounds <= 1 || surface === null) return inSounds;
  return Math.min(inSounds, editDistance(surface, otherSurface, most));
};

/** Visits the forms of a catalogue that a word may be meant for: misspelled, cut short, or longer than theirs. */
export const visitLike = (lexicon: Lexicon, sought: Sought, visit: LikeVisitor): void => {
  const { key, isKnown } = sought;
  if (key.length < SHORTEST) return;
  const bigrams = countBigrams(key);
  const most = mostEdits(sought);
  // An edit takes two bigrams away, a swap of neighbours three; the beginning of a word lacks its last one only.
  const sharedWithTypos = Math.max(1, bigrams - 2 * most - (most > 0 ? 1 : 0));
  const sharedWithLonger = Math.max(1, bigrams - 1);
  const sharedWithShorter = SHORTEST - 1;
  const least = Math.min(sharedWithTypos, sharedWithLonger, sharedWithShorter);
  lexicon.vocabulary.alike(key, least, (form, spelling, shared) => {
    if (spelling === key) return;
    if (shared >= sharedWithLonger && spelling.length > key.length && spelling.startsWith(key)) {
      visit(form, 'prefix', asBeginning(sought, spelling), false);
      return;
    }
    if (spelling.length >= SHORTEST && spelling.length < key.length && key.startsWith(spelling)) {
      const similarity = asContinuation(sought, spelling, lexicon.isAbbreviation(form));
      if (similarity > 0) {
        visit(form, 'prefix', similarity, isFaintContinuation(sought, spelling));
        return;
      }
    }
    if (most === 0 || shared < sharedWithTypos) return;
    const surface = lexicon.surfaceOf(form);
    const edits = editsBetween(sought, spelling, surface, most);
    if (edits > most) return;
    const similarity = afterEdits(edits, key.length) * (isKnown ? EDIT_OF_A_KNOWN_WORD : 1);
    visit(form, 'typo', similarity, isFaintTypo(sought, spelling, surface, edits));
  });
};
