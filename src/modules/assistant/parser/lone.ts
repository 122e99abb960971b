import { isUnknownContainer } from './containers.ts';
import { type Draft, looseAmount } from './draft.ts';
import { FEWEST_SIZE } from './qualities.ts';
import { type Amount, RANK, type Token } from './token.ts';
import { isSizedWord } from './words/words.ts';

/**
 * A lone bare number behind a thing in a list is its amount, unless numbers are sizes elsewhere in the list, or the
 * thing is one that is named by its size; alone, it stays in the title, unless somebody is `greeted` beside it.
 */
export const resolveLone = (drafts: readonly Draft[], greeted: boolean): Draft[] => {
  const goods = drafts.filter(isGoods);
  if (goods.length < 2 && !greeted) return [...drafts];
  const isWeighed = goods.every(
    (draft) => isDecimal(draft) || (draft.amount?.rank === RANK.measure && !isLone(draft)),
  );
  const sizes = goods.some((draft) => !isLone(draft) && draft.title.some(isWhole));
  const resolved = drafts.map((draft) => {
    if (isWeighed && isDecimal(draft)) return counted(draft);
    if (draft.talk || !isLone(draft)) return draft;
    const number = draft.title.at(-1);
    const few = number?.kind !== 'number' || Number(number.text) < FEWEST_SIZE;
    if (!few && (sizes || draft.title.some(isSizedWord))) return draft;
    return counted(draft);
  });
  return withWeakAmounts(resolved);
};

/** The thing with that number as its amount. */
export const counted = (draft: Draft): Draft => {
  const length = inBrackets(draft.title) ? 3 : 1;
  const number = draft.title.at(length === 3 ? -2 : -1);
  return { ...draft, title: draft.title.slice(0, -length), amount: looseAmount(number), loose: true };
};

/** "Yeast 500 g", "mesh 10 cards": sizes as a rule, but amounts where everything else in the list has one. */
const withWeakAmounts = (drafts: readonly Draft[]): Draft[] => {
  // What a thing was cut from inside of a run is rather a size of it.
  const weak = drafts.map((draft, at) =>
    isGoods(draft) && !draft.amount && !draft.again && drafts[at + 1]?.border !== ''
      ? weakly(draft)
      : undefined,
  );
  const isEveryCounted = drafts.every(
    (draft, at) => !isGoods(draft) || draft.amount || draft.again || weak[at],
  );
  const isList = isEveryCounted && drafts.some((draft) => isGoods(draft) && draft.amount);
  return drafts.map((draft, at) => (isList ? weak[at] : undefined) ?? draft);
};

/** The thing with its grams, or with a number of something that is no unit, as its amount. */
const weakly = (draft: Draft): Draft | undefined => {
  const [before, number, last] = [-3, -2, -1].map((at) => draft.title.at(at));
  const countedBy = (amount: Amount, length: number): Draft => ({
    ...draft,
    title: draft.title.slice(0, -length),
    amount,
    loose: true,
  });
  if (last?.amount?.rank === RANK.gram && draft.title.length > 1) return countedBy(last.amount, 1);
  if (!before || !number || !last || !isUnknownContainer(before, number, last)) return undefined;
  return countedBy(looseAmount(number), 2);
};

const isGoods = ({ talk, title }: Draft): boolean => !talk && title.length > 0;

/** "Ham 0.8" beside things that are weighed. */
const isDecimal = ({ title, amount }: Draft): boolean =>
  amount === null && title.length > 1 && /^\d+[.,]\d+$/.test(title.at(-1)?.low ?? '');

const isWhole = ({ kind, text }: Token): boolean => kind === 'number' && /^\d+$/.test(text);

/** A thing without an amount that ends in a bare number, or in one in brackets. */
export const isLone = ({ title, amount }: Draft): boolean => {
  if (amount !== null) return false;
  if (inBrackets(title)) return true;
  const last = title.at(-1);
  return title.length > 1 && last?.kind === 'number' && /^[1-9]\d{0,4}$/.test(last.text);
};

/** "Spare arcs (10)". */
const inBrackets = (title: readonly Token[]): boolean =>
  title.length > 3 &&
  title.at(-3)?.text === '(' &&
  title.at(-1)?.text === ')' &&
  /^[1-9]\d{0,4}$/.test(title.at(-2)?.text ?? '') &&
  title.at(-2)?.kind === 'number';
