export {
  type FoundProduct,
  type IndexAnswer,
  type IndexHit,
  type IndexQuery,
  MATCH_KINDS,
  type Mark,
  type MatchKind,
  MOST_HITS,
  SEARCH_PLACES,
  type Search,
  type SearchDocument,
  type SearchIndex,
  type SearchPage,
  type SearchPlace,
  type SearchWish,
  type SynonymGroup,
  type WordMatch,
} from './contract.ts';
export { createSearch } from './find/find.ts';
export { createProductFind } from './find/product-find.ts';
export { addSearchRoutes, createSearchDesk } from './find/register.ts';
export { searchData } from './journal/personal-data.ts';
export { createSearchSweep } from './journal/sweep.ts';
export { searchCheck } from './replica/check.ts';
export { createReplica } from './replica/replica.ts';
export { createGoneSweep } from './replica/sweep.ts';
export { createIndexer } from './stored/indexer.ts';
export { type ReindexProgress, reindex } from './stored/reindex.ts';
export { holdsLetters, holdsNumbers } from './text/holds.ts';
export { toRussianLayout } from './text/keyboard.ts';
export { phoneticKey } from './text/phonetic-key.ts';
export { phraseKeyOf } from './text/phrase-key.ts';
