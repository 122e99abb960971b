import type { Mark } from '../contract.ts';
import { readChunk } from './chunk-tokens.ts';
import { CHUNK_BORDERS, partsOf } from './parts.ts';
import { prepare } from './prepare.ts';
import type { Token } from './token.ts';

const CHUNKS = new RegExp(`(?:(?!${CHUNK_BORDERS.source}).)+`, 'gsu');

/** One size in two chunks, `1 1/2`; the length stays. */
const WHOLE_AND_FRACTION = /(?<![\d.,/])(\d) (?=[1357]\/[248])/g;

/** Signs around a chunk that belong to the sentence. */
const EDGES = { start: /^[^\p{L}\p{N}]+/u, end: /[^\p{L}\p{N}]+$/u };

/** Kinds of terms that need the whole chunk. */
const ofWholeChunk = ({ kind }: Token): boolean => kind === 'code' || kind === 'size';

const trimmed = (chunk: string, from: number): Mark => {
  const start = EDGES.start.exec(chunk)?.[0].length ?? 0;
  const end = EDGES.end.exec(chunk)?.[0].length ?? 0;
  return start + end >= chunk.length
    ? [from, from + chunk.length]
    : [from + start, from + chunk.length - end];
};

/**
 * The pieces of a title whose terms are in `terms` (those of an answer), in order, not overlapping: words
 * and numbers, or a whole chunk where its code or size is meant.
 */
export const marksOf = (title: string, terms: ReadonlySet<string>): readonly Mark[] => {
  const marks: Mark[] = [];
  const isMeant = (token: Token): boolean => terms.has(String(token.hash));
  let afterNumber = false;
  for (const { 0: chunk, index } of title.replace(WHOLE_AND_FRACTION, '$1+').matchAll(CHUNKS)) {
    const prepared = prepare(chunk);
    const { tokens, endsWithNumber } = readChunk(prepared, afterNumber);
    const meant = tokens.filter(isMeant);
    const parts =
      meant.length === 0 || meant.some(ofWholeChunk) || prepared.length !== chunk.length
        ? []
        : partsOf(prepared);
    const own = parts.filter((part, at) =>
      readChunk(part.text, parts[at - 1]?.isNumber ?? afterNumber).tokens.some(isMeant),
    );
    for (const { from, to } of own) marks.push([index + from, index + to]);
    if (meant.length > 0 && own.length === 0) marks.push(trimmed(chunk, index));
    afterNumber = endsWithNumber;
  }
  return marks;
};
