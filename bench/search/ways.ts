import { MOST_ANSWERS } from './contender.ts';
import type { Way } from './goods-table.ts';

const TRIGRAM_INDEX = [
  'create extension pg_trgm',
  'create index goods_trigrams on goods using gin (title gin_trgm_ops)',
];

/** Titles that hold every word, the shortest first; whole phrases would find next to nothing. */
export const ILIKE: Way = {
  prepare: TRIGRAM_INDEX,
  query: (text) => {
    const words = text.split(/\s+/).filter(Boolean);
    if (words.length === 0) return undefined;
    const holds = words.map((_, at) => `title ilike $${at + 1}`).join(' and ');
    return {
      text: `select id from goods where ${holds} order by length(title), id limit ${MOST_ANSWERS}`,
      values: words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`),
    };
  },
};

/** The most similar stretch of the title, whole titles deciding among equals. */
export const TRIGRAMS: Way = {
  prepare: TRIGRAM_INDEX,
  settings: ["set pg_trgm.word_similarity_threshold = '0.3'"],
  query: (text) => ({
    text: `select id from goods where $1 <% title
      order by word_similarity($1, title) desc, similarity($1, title) desc, id limit ${MOST_ANSWERS}`,
    values: [text],
  }),
};

/** Titles with all words, then those with some; titles count more than categories. */
export const FULL_TEXT: Way = {
  prepare: [
    `alter table goods add column words tsvector generated always as (
       setweight(to_tsvector('russian', title), 'A') || setweight(to_tsvector('russian', category), 'D')) stored`,
    'create index goods_words on goods using gin (words)',
  ],
  query: (text) => ({
    text: `with wanted as (
        select plainto_tsquery('russian', $1) as full_set,
          replace(replace(plainto_tsquery('russian', $1)::text, '&', '|'), '<->', '|')::tsquery as part_set
      ), with_every as (
        select id, 1 as kind, ts_rank_cd(words, full_set, 1) as rank from goods, wanted where words @@ full_set
        order by rank desc, id limit ${MOST_ANSWERS}
      ), with_some as (
        select id, 2 as kind, ts_rank(words, part_set, 1) as rank from goods, wanted
        where words @@ part_set and (select count(*) from with_every) < ${MOST_ANSWERS}
          and id not in (select id from with_every)
        order by rank desc, id limit ${MOST_ANSWERS}
      )
      select id from (select * from with_every union all select * from with_some) found
      order by kind, rank desc, id limit ${MOST_ANSWERS}`,
    values: [text],
  }),
};
