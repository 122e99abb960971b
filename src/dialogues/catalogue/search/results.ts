import { quantity } from '#kernel/amounts.ts';
import type { Locale } from '#kernel/locale.ts';
import { startValue } from '#kernel/start-value.ts';
import { shorten } from '#kernel/text.ts';
import type { Button, Offer, Reply } from '#modules/conversations/index.ts';
import type { FoundProduct, SearchPage } from '#modules/search/index.ts';
import { type Manner, pagingOf } from '../lists.ts';
import { numberedLines, numberedRow } from '../numbered.ts';
import { HOME, toProduct, toResults } from '../places.ts';
import { texts as catalogueTexts } from '../texts.ts';
import { isGuess, notExactly } from './guess.ts';
import { texts } from './texts.ts';

/** Characters of somebody's words, and of words nobody has, that are said back. */
const LONGEST_QUOTE = 100;
const LONGEST_UNKNOWN = 200;
/** Those of a query on a button. */
const LONGEST_KEY = 32;

/** How lists speak, and what this person may start. */
type Showing = Manner & { readonly offers: readonly Offer[] };

/** A page of what was found for a query, and how it was understood; behind a guess people can ask or call somebody. */
export const resultsReply = (found: SearchPage, query: string, manner: Showing): Reply => {
  const { locale, offers } = manner;
  const paged = catalogueTexts[locale];
  const read = readingOf(found, query);
  const person = isGuess(found) ? personKeys(offers) : [];
  const question = isGuess(found) ? questionRows(query, { locale, offers }) : [];
  return {
    text: [
      ...headOf(found, query, locale),
      ...(read === undefined ? [] : [texts[locale].readAs(quoted(read))]),
      ...goodsIn(found, manner),
    ].join('\n'),
    buttons: [
      ...found.items.map((product) => numberedRow(product, manner, toProduct(product.id, product.position))),
      ...pagingOf(found, paged),
      ...question,
      ...(person.length > 0 ? [person] : []),
    ],
  };
};

/** Nothing was found: what to try instead. `offers`: what this person may start. */
export const nothingReply = (
  found: SearchPage,
  query: string,
  { locale, narrow, offers }: Showing,
): Reply => {
  const words = texts[locale];
  const read = promisingIn(found, query);
  return {
    text: [
      words.nothing(quoted(query)),
      ...(read === undefined && isPart(found.unknown, query) ? unknownIn(found, locale) : []),
      read === undefined ? words.tryOther : words.meant(quoted(read)),
    ].join('\n'),
    buttons: [
      ...(read === undefined
        ? []
        : [[{ label: words.find(narrow ? shorten(read, LONGEST_KEY) : read), value: toResults(read) }]]),
      ...questionRows(query, { locale, offers }),
      [catalogueKey(locale), ...personKeys(offers)],
    ],
  };
};

/** A page of goods. */
interface Goods {
  readonly items: readonly FoundProduct[];
  readonly page: number;
  readonly pages: number;
}

/** Nothing can search at the moment; `again` is the value of the key that tries once more. */
export const unavailableReply = (again: string, locale: Locale): Reply => ({
  text: texts[locale].unavailable,
  buttons: [[{ label: texts[locale].again, value: again }, catalogueKey(locale)]],
});

/** A page of goods like another; `title` of that one, when it is still there. */
export const similarReply = (goods: Goods, title: string | undefined, manner: Manner): Reply => {
  const { locale } = manner;
  const words = texts[locale];
  const paged = catalogueTexts[locale];
  if (goods.items.length === 0) return { text: words.nothingSimilar, buttons: [[catalogueKey(locale)]] };
  return {
    text: [
      title === undefined ? words.similar : words.similarTo(quoted(title)),
      ...goodsIn(goods, manner),
    ].join('\n'),
    buttons: [...goods.items.map((product) => numberedRow(product, manner)), ...pagingOf(goods, paged)],
  };
};

/** The goods of a page in full, and which page it is. */
const goodsIn = (goods: Goods, manner: Manner): string[] => {
  const { page, pages } = goods;
  const lines = numberedLines(goods.items, manner);
  return [
    ...(lines.length > 0 ? ['', ...lines] : []),
    ...(pages > 1 ? ['', catalogueTexts[manner.locale].page(page, pages)] : []),
  ];
};

/** What was found; a guess is called one, and not counted. */
const headOf = (found: SearchPage, query: string, locale: Locale): string[] => {
  const words = texts[locale];
  if (!isGuess(found)) {
    const count = quantity(String(found.total), locale);
    const counted = found.more ? words.foundMany : words.found;
    return [counted(found.total, count, quoted(query)), ...unknownIn(found, locale)];
  }
  // The first page may have had better ones.
  if (found.page > 1) return [words.closestTo(quoted(query)), ...unknownIn(found, locale)];
  const isRead = readingOf(found, query) !== undefined;
  return [[notExactly(found, locale), ...(isRead ? [] : [words.closest])].join(' ')];
};

/** How the query was understood, where that is not what was typed. */
const readingOf = ({ corrected }: SearchPage, query: string): string | undefined =>
  corrected !== null && corrected.toLowerCase() !== query.toLowerCase() ? corrected : undefined;

/** The reading that may find something: with words in it that nobody knows it would find nothing either. */
const promisingIn = (found: SearchPage, query: string): string | undefined => {
  const read = readingOf(found, query);
  const words = read?.toLowerCase().split(/[^\p{L}\p{N}]+/u) ?? [];
  return found.unknown.some((word) => words.includes(word.toLowerCase())) ? undefined : read;
};

const unknownIn = ({ unknown }: SearchPage, locale: Locale): string[] =>
  unknown.length === 0
    ? []
    : [texts[locale].unknown(unknown.length, shorten(unknown.join(', '), LONGEST_UNKNOWN))];

/** Whether some words of the query are known: that none is was said before. */
const isPart = (unknown: readonly string[], query: string): boolean =>
  unknown.join(' ').length < query.replace(/[^\p{L}\p{N}\s]+/gu, '').trim().length;

const quoted = (words: string): string => shorten(words, LONGEST_QUOTE);

const catalogueKey = (locale: Locale): Button => ({
  label: catalogueTexts[locale].title,
  value: HOME,
});

const personKeys = (offers: readonly Offer[]): Button[] =>
  offers
    .filter(({ dialogue }) => dialogue === 'talk-to-person')
    .map(({ title, dialogue }) => ({ label: title, value: startValue(dialogue) }));

/** What was sought and not found can be asked about in writing. */
const questionRows = (query: string, { locale, offers }: Pick<Showing, 'locale' | 'offers'>): Button[][] =>
  offers.some(({ dialogue }) => dialogue === 'questions')
    ? [[{ label: texts[locale].question, value: startValue('questions', `text:${quoted(query)}`) }]]
    : [];
