// The door for readers of formats. They run in a thread that is started for every import, so this one loads nothing of
// the database: the other door would take six times as long as a small import.
export {
  type LoadHead,
  type ReadRow,
  type ReadSource,
  SourceError,
  type SourcePiece,
} from './draft.ts';
export { type ItemOptions, readItem } from './reading/item.ts';
export { readFlag } from './reading/words.ts';
