import type { Locale } from '#kernel/locale.ts';
import { shorten } from '#kernel/text.ts';
import { type Button, type Offer, type Reply, startValue } from '#modules/conversations/index.ts';
import type { FoundProduct, SearchPage } from '#modules/search/index.ts';
import { quantity } from '../amounts.ts';
import { type Manner, pagingOf, productRow } from '../lists.ts';
import { HOME, toResults } from '../places.ts';
import { texts as catalogueTexts } from '../texts.ts';
import { texts } from './texts.ts';

/** Characters of somebody's words, and of words nobody has, that are said back. */
const LONGEST_QUOTE = 100;
const LONGEST_UNKNOWN = 200;
/** Those of a query on a button. */
const LONGEST_KEY = 32;

/** A page of what was found for a query, and how the query was understood. */
export const resultsReply = (found: SearchPage, query: string, manner: Manner): Reply => {
  const { locale } = manner;
  const words = texts[locale];
  const count = quantity(String(found.total), locale);
  const read = readingOf(found, query);
  return {
    text: [
      (found.more ? words.foundMany : words.found)(found.total, count, quoted(query)),
      ...(read === undefined ? [] : [words.readAs(quoted(read))]),
      ...unknownIn(found, manner),
      ...(isGuess(found) ? [words.closest] : []),
      ...(found.pages > 1 ? [catalogueTexts[locale].page(found.page, found.pages)] : []),
    ].join('\n'),
    buttons: [
      ...found.items.map((product) => productRow(product, manner, product.position)),
      ...pagingOf(found, catalogueTexts[locale]),
    ],
  };
};

/** Nothing was found: what to try instead. `offers`: what this person may start. */
export const nothingReply = (
  found: SearchPage,
  query: string,
  { locale, narrow, offers }: Manner & { readonly offers: readonly Offer[] },
): Reply => {
  const words = texts[locale];
  const read = readingOf(found, query);
  return {
    text: [
      words.nothing(quoted(query)),
      ...(read === undefined && isPart(found.unknown, query) ? unknownIn(found, { locale, narrow }) : []),
      read === undefined ? words.tryOther : words.meant(quoted(read)),
    ].join('\n'),
    buttons: [
      ...(read === undefined
        ? []
        : [[{ label: words.find(narrow ? shorten(read, LONGEST_KEY) : read), value: toResults(read) }]]),
      [catalogueKey(locale), ...personKeys(offers)],
    ],
  };
};

/** Nothing can search at the moment; `again` is the value of the key that tries once more. */
export const unavailableReply = (again: string, locale: Locale): Reply => ({
  text: texts[locale].unavailable,
  buttons: [[{ label: texts[locale].again, value: again }, catalogueKey(locale)]],
});

/** A page of goods like another; `title` of that one, when it is still there. */
export const similarReply = (
  goods: { readonly items: readonly FoundProduct[]; readonly page: number; readonly pages: number },
  title: string | undefined,
  manner: Manner,
): Reply => {
  const { locale } = manner;
  const words = texts[locale];
  const paged = catalogueTexts[locale];
  if (goods.items.length === 0) return { text: words.nothingSimilar, buttons: [[catalogueKey(locale)]] };
  return {
    text: [
      title === undefined ? words.similar : words.similarTo(quoted(title)),
      ...(goods.pages > 1 ? [paged.page(goods.page, goods.pages)] : []),
    ].join('\n'),
    buttons: [...goods.items.map((product) => productRow(product, manner)), ...pagingOf(goods, paged)],
  };
};

/** Whether something typed is missing everywhere; that many goods are as good is no doubt worth words. */
const isGuess = ({ unsure, items }: SearchPage): boolean =>
  unsure && items.length > 0 && items.every(({ missed }) => missed.length > 0);

/** How the query was understood, where that is not what was typed. */
const readingOf = ({ corrected }: SearchPage, query: string): string | undefined =>
  corrected !== null && corrected.toLowerCase() !== query.toLowerCase() ? corrected : undefined;

const unknownIn = ({ unknown }: SearchPage, { locale }: Manner): string[] =>
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
