import { type ChunkReading, readChunk } from './chunk-tokens.ts';
import { codesAcrossSpaces, codesOfWindows } from './code-tokens.ts';
import { CHUNK_BORDERS } from './parts.ts';
import { prepare } from './prepare.ts';
import { remember } from './remember.ts';
import { UNITS } from './texts.ts';
import { type Token, token } from './token.ts';
import { MEANINGFUL } from './word-tokens.ts';

/** Grows with every change of how titles are cut: rows of an older version are cut again. */
export const NORMALISER_VERSION = 1;

/** What lies beyond is not read: UTF-16 units and chunks. */
const LONGEST_TITLE = 2_000;
const LONGEST_QUERY = 300;
const MOST_QUERY_CHUNKS = 40;

const READINGS_KEPT = 20_000;
const LONGEST_KEPT = 12;

const readers = {
  alone: remember(READINGS_KEPT, (chunk) => readChunk(chunk, false)),
  afterNumber: remember(READINGS_KEPT, (chunk) => readChunk(chunk, true)),
};

/** Titles of one catalogue repeat their chunks over and over: most are read once. */
const read = (chunk: string, afterNumber: boolean): ChunkReading => {
  if (chunk.length > LONGEST_KEPT) return readChunk(chunk, afterNumber);
  return afterNumber ? readers.afterNumber(chunk) : readers.alone(chunk);
};

const chunksOf = (prepared: string): readonly string[] =>
  prepared.split(CHUNK_BORDERS).filter((chunk) => chunk !== '');

const readAll = (chunks: readonly string[]): Token[] => {
  const tokens: Token[] = [];
  let places = 0;
  let afterNumber = false;
  for (const chunk of chunks) {
    const reading = read(chunk, afterNumber);
    for (const one of reading.tokens) tokens.push({ ...one, place: places + one.place });
    places += reading.places;
    afterNumber = reading.endsWithNumber;
  }
  return tokens;
};

/** A unit without its number may still be meant as one. */
const withUnit = (word: Token): Token[] => {
  const unit = word.kind === 'word' && word.typed.length > 1 ? UNITS.get(word.typed) : undefined;
  if (unit === undefined) return [word];
  const { weight, place, typed } = word;
  return [word, token({ kind: 'unit', key: unit, weight, place, typed, alternative: true })];
};

/** What a title is found by, in its order. */
export const titleTokens = (title: string): readonly Token[] => {
  const prepared = prepare(title.slice(0, LONGEST_TITLE));
  const tokens: Token[] = [];
  let afterNumber = false;
  for (const chunk of chunksOf(prepared)) {
    const reading = read(chunk, afterNumber);
    tokens.push(...reading.tokens);
    afterNumber = reading.endsWithNumber;
  }
  tokens.push(...codesAcrossSpaces(prepared));
  return tokens;
};

/** The part of a query that counts. */
export const beginningOf = (query: string): string => query.slice(0, LONGEST_QUERY);

/** What a query looks for; its beginning counts when it is very long. */
export const queryTokens = (query: string): readonly Token[] => {
  const prepared = prepare(beginningOf(query)).trim();
  const chunks = chunksOf(prepared).slice(0, MOST_QUERY_CHUNKS);
  return [...readAll(chunks).flatMap(withUnit), ...codesOfWindows(chunks.join(' '))];
};

/** Whether a phrase has at least one word or number that is not filler. */
export const isSearchable = (phrase: string): boolean =>
  queryTokens(phrase).some(({ weight }) => weight > MEANINGFUL);
