import { AppError } from '#kernel/errors.ts';
import type { FoundProduct, Search, SearchPage } from '#modules/search/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { Meanings } from '../aliases/meanings.ts';
import type { Buyer, Matcher, UnderstoodLine } from '../contract.ts';
import { amountOf } from './amount.ts';
import { MATCH_THRESHOLD } from './config.ts';
import { type Drafted, draftOf, phrasesOf, type Sources } from './draft.ts';
import { readEarlier } from './earlier.ts';
import { type Good, readGoods } from './goods.ts';

/** Searches that run at once: lines of one order must not keep others from the index. */
const AT_ONCE = 6;

/**
 * Finds goods for wanted lines: what the organization taught, a sku, what it ordered before, the search. Only products
 * that the database has and customers see are answered; a text can name none into being. Nothing is noted in the journal.
 */
export const createMatcher = ({
  db,
  search,
  meanings,
  threshold = MATCH_THRESHOLD,
}: {
  db: Database;
  search: Pick<Search, 'find'>;
  meanings: Meanings;
  /** 0 to 1. */
  threshold?: number;
}): Matcher => ({
  match: async (lines, buyer) => {
    const [known, earlier] = await Promise.all([
      meanings.of(db, { phrases: lines.flatMap(phrasesOf), organizationId: buyer.organizationId }),
      readEarlier(db, buyer),
    ]);
    const taught = await readGoods(db, { ids: [...known.values()], buyer });
    const find = finder(search);
    const drafts = await inTurns(lines, AT_ONCE, (line) =>
      draftOf(line, { known, taught, earlier, find, threshold }),
    );
    return withAmounts(db, { drafts, buyer });
  },
});

/** What was found with the prices and units of now; what has been hidden meanwhile is not there any more. */
const withAmounts = async (
  db: Database,
  { drafts, buyer }: { drafts: readonly Drafted[]; buyer: Buyer },
): Promise<readonly UnderstoodLine[]> => {
  const found = drafts.flatMap(({ product, choices }) => [...(product ? [product] : []), ...choices]);
  const goods = await readGoods(db, { ids: found.map(({ id }) => id), buyer });
  return drafts.map((draft) => understoodOf(draft, goods));
};

const understoodOf = (
  { line, product, by, choices, qty, isFromEarlier, unsearched }: Drafted,
  goods: ReadonlyMap<number, Good>,
): UnderstoodLine => {
  const words = { ...line, ...(unsearched ? { unsearched } : {}) };
  const good = product ? goods.get(product.id) : undefined;
  if (product && good) {
    const amount = isFromEarlier
      ? { amount: qty, amountBy: 'earlier' as const }
      : amountOf({ ...line, qty }, good);
    return { ...words, state: 'sure', product: asOf(product, good), by, choices: [], ...amount };
  }
  const left = choices.flatMap((choice) => {
    const known = goods.get(choice.id);
    return known ? [asOf(choice, known)] : [];
  });
  const state = left.length > 0 ? 'doubtful' : 'unknown';
  return { ...words, state, product: null, by: null, choices: left, amount: qty, amountBy: null };
};

const asOf = (found: FoundProduct, { price, stock }: Good): FoundProduct => ({ ...found, price, stock });

/** Undefined while nothing can search; the same words are looked for once. */
const finder = (search: Pick<Search, 'find'>): Sources['find'] => {
  const asked = new Map<string, Promise<SearchPage | undefined>>();
  const find = async (text: string, size: number): Promise<SearchPage | undefined> => {
    try {
      return await search.find({ text, size });
    } catch (error) {
      if (error instanceof AppError && error.code === 'unavailable') return undefined;
      throw error;
    }
  };
  return (text, size) => {
    const key = `${size} ${text}`;
    const page = asked.get(key) ?? find(text, size);
    asked.set(key, page);
    return page;
  };
};

/** Works on so many at once; answers in their order. */
const inTurns = async <One, Done>(
  all: readonly One[],
  atOnce: number,
  work: (one: One) => Promise<Done>,
): Promise<readonly Done[]> => {
  const done: Done[] = [];
  const queue = all.entries();
  const worker = async () => {
    for (const [place, one] of queue) done[place] = await work(one);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, worker));
  return done;
};
