import { BROWSE_PAGE, type Browse, createBrowse } from '#modules/catalogue/index.ts';
import type { Reply, TurnContext } from '#modules/conversations/index.ts';
import type { Customers } from '#modules/customers/index.ts';
import type { FoundProduct, Search } from '#modules/search/index.ts';
import { cardReply, descriptionReply } from './card.ts';
import { goodsReply, type Manner, sectionsReply } from './lists.ts';
import { amountReply, type createOrdering } from './ordering.ts';
import { type Place, type PlaceOf, toPage, toResults } from './places.ts';
import { ifAvailable } from './search/available.ts';
import { nothingReply, resultsReply, similarReply, unavailableReply } from './search/results.ts';
import type { Seek } from './search/seek.ts';
import { texts } from './texts.ts';

/** How many goods are taken for similar. */
const MOST_SIMILAR = 3 * BROWSE_PAGE;

/** Says what stands at a place, with the prices of whoever looks; polite words where nothing does any more. */
export const createShow =
  ({
    seek,
    search,
    customers,
    ordering,
  }: {
    seek: Seek;
    search: Pick<Search, 'similar'>;
    customers: Pick<Customers, 'membershipOf'>;
    ordering: Pick<ReturnType<typeof createOrdering>, 'addedReply'>;
  }) =>
  async (turn: TurnContext, place: Place): Promise<Reply> => {
    const { db, person, locale, conversation, offers } = turn;
    const membership = await customers.membershipOf(db, person.id);
    const priceTypeId = membership?.priceTypeId ?? null;
    const browse = createBrowse({ db, priceTypeId });
    /** The search knows the usual prices. */
    const priced = async (found: readonly FoundProduct[]): Promise<readonly FoundProduct[]> => {
      if (priceTypeId === null) return found;
      const prices = await browse.prices(found.map(({ id }) => id));
      return found.map((product) => ({ ...product, price: prices.get(product.id) ?? product.price }));
    };
    const manner = { locale, narrow: conversation.capabilities.buttons };
    switch (place.kind) {
      case 'section':
        return (await showSection(browse, place, manner)) ?? { text: texts[locale].emptySection };
      case 'goods':
        return (await showGoods(browse, place, manner)) ?? { text: texts[locale].emptySection };
      case 'product':
      case 'description':
      case 'amount':
      case 'added': {
        const card = await browse.card(place.id);
        if (!card) return { text: texts[locale].goneProduct };
        if (place.kind === 'added') return ordering.addedReply(turn, place, card);
        if (place.kind === 'amount') return amountReply(card, place, locale);
        return place.kind === 'product' ? cardReply(card, locale) : descriptionReply(card, locale);
      }
      case 'results': {
        const page = await seek.page(turn, place);
        if (!page) return unavailableReply(toResults(place.query), locale);
        const found = { ...page, items: await priced(page.items) };
        return found.total === 0
          ? nothingReply(found, place.query, { ...manner, offers })
          : resultsReply(found, place.query, { ...manner, offers });
      }
      case 'similar': {
        const goods = await ifAvailable(search.similar(place.id, MOST_SIMILAR));
        if (!goods) return unavailableReply(toPage(place.page), locale);
        const card = await browse.card(place.id);
        const page = pageOf(goods, place.page);
        return similarReply({ ...page, items: await priced(page.items) }, card?.title, manner);
      }
    }
  };

/** Sections where there are some, else goods at once. */
const showSection = async (
  browse: Browse,
  { id, page }: Pick<PlaceOf<'section'>, 'id' | 'page'>,
  manner: Manner,
): Promise<Reply | undefined> => {
  const sections = await browse.sections(id, page);
  if (sections.total === 0) return id === null ? undefined : showGoods(browse, { id, page }, manner);
  const opened = id === null ? null : await browse.section(id);
  return opened === undefined ? undefined : sectionsReply(sections, opened, manner);
};

const showGoods = async (
  browse: Browse,
  { id, page }: Pick<PlaceOf<'goods'>, 'id' | 'page'>,
  manner: Manner,
): Promise<Reply | undefined> => {
  const goods = await browse.goods(id, page);
  const opened = await browse.section(id);
  return opened && goods.total > 0 ? goodsReply(goods, opened, manner) : undefined;
};

/** One page of a list; one past its end is the last. */
const pageOf = <Item>(all: readonly Item[], wanted: number) => {
  const pages = Math.max(1, Math.ceil(all.length / BROWSE_PAGE));
  const page = Math.min(wanted, pages);
  return { items: all.slice((page - 1) * BROWSE_PAGE, page * BROWSE_PAGE), page, pages };
};
