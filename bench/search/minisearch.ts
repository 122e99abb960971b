import MiniSearch from 'minisearch';
import { type Contender, MOST_ANSWERS, type Product } from './contender.ts';

/** A slip in every five letters, as its documentation advises; beginnings of words of three letters or more. */
const LENIENT = { prefix: (term: string) => term.length > 2, fuzzy: 0.2, boost: { title: 3 } };

/** The library with what it has to offer: typos, prefixes, titles that count more than categories. */
export const miniSearchContender = (): Contender => {
  const index = new MiniSearch<Product>({
    fields: ['title', 'category'],
    processTerm: (term) => term.toLowerCase().replaceAll('ё', 'е'),
  });
  return {
    add: (products) => index.addAll(products),
    find: (text) =>
      index
        .search(text, LENIENT)
        .slice(0, MOST_ANSWERS)
        .map(({ id }) => Number(id)),
  };
};
