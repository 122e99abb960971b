import { isZero, quantity, roubles } from '#kernel/amounts.ts';
import { labelOf } from '#kernel/label.ts';
import type { Locale } from '#kernel/locale.ts';
import { shorten } from '#kernel/text.ts';
import type { Browse, ShownProduct } from '#modules/catalogue/index.ts';
import type { Button, Reply } from '#modules/conversations/index.ts';
import { toGoods, toPage, toProduct, toSection } from './places.ts';
import { type Texts, texts } from './texts.ts';

/** Characters of the way to a section that its page shows. */
const LONGEST_WAY = 500;

type Page<Item> = Pick<Awaited<ReturnType<Browse['goods']>>, 'page' | 'pages'> & {
  readonly items: readonly Item[];
};
type Section = Awaited<ReturnType<Browse['sections']>>['items'][number];
type Product = Pick<ShownProduct, 'id' | 'title' | 'price' | 'stock'>;
type Opened = NonNullable<Awaited<ReturnType<Browse['section']>>>;

/** How lists speak: the language, and whether their lines are buttons of a limited width. */
export interface Manner {
  readonly locale: Locale;
  readonly narrow: boolean;
}

/** A page of sections, and a way to the goods that their parent itself holds. `opened`: null on the first level. */
export const sectionsReply = (sections: Page<Section>, opened: Opened | null, manner: Manner): Reply => {
  const { locale } = manner;
  const words = texts[locale];
  const count = (number: number) => quantity(String(number), locale);
  const total = opened?.goodsBelow;
  return {
    text: headOf(opened, total, sections, manner),
    buttons: [
      ...sections.items.map(({ id, title, goods }) => [
        { label: labelOf(title, ` (${count(goods)})`, manner), value: toSection(id) },
      ]),
      ...(opened && opened.goods > 0
        ? [[{ label: words.goodsHere(count(opened.goods)), value: toGoods(opened.id) }]]
        : []),
      ...pagingOf(sections, words),
    ],
  };
};

/** A page of goods with their prices. */
export const goodsReply = (goods: Page<Product>, opened: Opened, manner: Manner): Reply => ({
  text: headOf(opened, opened.goods, goods, manner),
  buttons: [
    ...goods.items.map((product) => productRow(product, manner)),
    ...pagingOf(goods, texts[manner.locale]),
  ],
});

/** A product as one line of a list opens it. */
const productRow = (product: Product, manner: Manner): Button[] => [
  { label: labelOf(product.title, factsOf(product, manner.locale), manner), value: toProduct(product.id) },
];

const factsOf = ({ price, stock }: Product, locale: Locale): string => {
  const { onRequest, soldOut } = texts[locale];
  return ` · ${priceOf(price, locale) ?? onRequest}${isZero(stock) ? ` · ${soldOut}` : ''}`;
};

/** A price in words of the language; undefined when it is to be asked for. */
export const priceOf = (price: string | null, locale: Locale): string | undefined =>
  price === null || isZero(price) ? undefined : roubles(price, locale);

/** Where one is, how much there is, and which page of it this is. */
const headOf = (
  opened: Opened | null,
  total: number | undefined,
  { page, pages }: Pick<Page<unknown>, 'page' | 'pages'>,
  { locale }: Manner,
): string => {
  const words = texts[locale];
  const way = [words.title, ...(opened?.path ?? []).map(({ title }) => title)].join(' › ');
  const facts = [
    ...(total === undefined ? [] : [words.goods(total, quantity(String(total), locale))]),
    ...(pages > 1 ? [words.page(page, pages)] : []),
  ];
  return [shorten(way, LONGEST_WAY), ...(facts.length > 0 ? [facts.join(' · ')] : [])].join('\n\n');
};

/** The ways to the pages beside this one. */
export const pagingOf = (
  { page, pages }: Pick<Page<unknown>, 'page' | 'pages'>,
  words: Texts,
): Button[][] => {
  const row = [
    ...(page > 1 ? [{ label: words.earlier, value: toPage(page - 1) }] : []),
    ...(page < pages ? [{ label: words.more, value: toPage(page + 1) }] : []),
  ];
  return row.length > 0 ? [row] : [];
};
