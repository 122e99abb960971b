import { shortDecimal } from '#kernel/decimal.ts';
import { type FoundProduct, phraseKeyOf, type SearchPage } from '#modules/search/index.ts';
import type { UnderstoodLine, WantedLine } from '../contract.ts';
import { RANK } from '../parser/token.ts';
import { rankOf } from '../parser/units/units.ts';
import { unitTexts } from '../texts.ts';
import { type Earlier, fromLastTime } from './earlier.ts';
import { asFound, type Good } from './goods.ts';
import { judge, MOST_CHOICES, type Verdict } from './judge.ts';
import { hasSize } from './sizes.ts';

/** Hits that are judged, and those among which earlier purchases are looked for. */
const HITS = 8;
const HITS_AGAIN = 200;
/** A wanted line with what was found for it, before amounts and prices. */
export interface Drafted {
  readonly line: WantedLine;
  readonly state: UnderstoodLine['state'];
  readonly product: FoundProduct | null;
  readonly by: UnderstoodLine['by'];
  readonly choices: readonly FoundProduct[];
  /** The amount that goes with what was found; null: none was said. */
  readonly qty: string | null;
  readonly isFromEarlier?: boolean;
  readonly unsearched?: true;
}

/** Where lines are looked up. */
export interface Sources {
  readonly known: ReadonlyMap<string, number>;
  readonly taught: ReadonlyMap<number, Good>;
  readonly earlier: Earlier;
  readonly find: (text: string, size: number) => Promise<SearchPage | undefined>;
  readonly threshold: number;
}

/** What a line means: an article, an alias, an earlier purchase, or what a search finds for one of its readings. */
export const draftOf = async (line: WantedLine, sources: Sources): Promise<Drafted> => {
  const coded = line.code === undefined ? undefined : await namedBy(line, line.code, sources);
  if (coded) return coded;
  const alias = aliasOf(line, sources);
  if (alias) return alias;
  const again = line.again ? await boughtAgain(line, sources) : undefined;
  if (again) return again;
  const [plain, sized] = await Promise.all(
    readingsOf(line).map(async ({ text, qty }) => {
      const page = await sources.find(text, HITS);
      return (
        page && { qty, verdict: judge(text, page, { threshold: sources.threshold, likes: liking(sources) }) }
      );
    }),
  );
  if (!plain) return { line, ...NOTHING, qty: line.qty, unsearched: true };
  const { verdict, qty } = sized ? clearer(plain, sized) : plain;
  const named = verdict.state === 'sure' ? undefined : await namedWithSize(line, sources);
  return drafted(line, named ?? verdict, qty);
};

/** The only product whose title has the measure that was said: "tape 5 m", where there is one of 10 m, too. */
const namedWithSize = async (
  { title, qty, unit, loose }: WantedLine,
  sources: Sources,
): Promise<Verdict | undefined> => {
  if (qty === null || unit === null || loose || rankOf(unit) > RANK.measure) return undefined;
  const text = `${title} ${shortDecimal(qty)} ${unitTexts.ru[unit]}`;
  const page = await sources.find(text, HITS);
  const verdict = page && judge(text, page, { threshold: sources.threshold, likes: liking(sources) });
  return verdict?.state === 'sure' && hasSize(verdict.product.title, { qty, unit }) ? verdict : undefined;
};

/** The only product with the article of a table. */
const namedBy = async (line: WantedLine, code: string, { find }: Sources): Promise<Drafted | undefined> => {
  const page = await find(code, HITS);
  const [only, ...others] = page?.items.filter(({ by }) => by !== 'words') ?? [];
  return only && others.length === 0
    ? { line, state: 'sure', product: only, by: 'sku', choices: [], qty: line.qty }
    : undefined;
};

/** What the organization taught; the number of a loose line may be part of it. */
const aliasOf = (line: WantedLine, { known, taught }: Sources): Drafted | undefined => {
  for (const { text, qty } of readingsOf(line).toReversed()) {
    const good = taught.get(known.get(phraseKeyOf(text)) ?? 0);
    if (good) return { line, state: 'sure', product: asFound(good), by: 'alias', choices: [], qty };
  }
  return undefined;
};

/** What fits of the latest order; several of it are asked about. */
const boughtAgain = async (line: WantedLine, { earlier, find }: Sources): Promise<Drafted | undefined> => {
  if (earlier.size === 0) return undefined;
  const page = await find(line.title, HITS_AGAIN);
  const [only, ...others] = fromLastTime(line.title, page?.items ?? [], earlier);
  if (!only) return undefined;
  if (others.length > 0)
    return drafted(line, { state: 'doubtful', choices: [only, ...others].slice(0, MOST_CHOICES) }, line.qty);
  const base = { line, state: 'sure', product: only, by: 'earlier', choices: [] } as const;
  const last = shortDecimal(earlier.get(only.id)?.qty ?? '1');
  return line.qty === null ? { ...base, qty: last, isFromEarlier: true } : { ...base, qty: line.qty };
};

interface Read {
  readonly verdict: Verdict;
  readonly qty: string | null;
}

/** Which reading of a loose number is meant: an amount or a size. Both fitting different goods is a doubt. */
const clearer = (plain: Read, sized: Read): Read => {
  const [amount, size] = [plain.verdict, sized.verdict];
  if (size.state === 'sure' && amount.state === 'sure' && size.product.id !== amount.product.id)
    return { qty: null, verdict: { state: 'doubtful', choices: [size.product, amount.product] } };
  if (size.state === 'sure') return sized;
  if (amount.state === 'sure' || size.state === 'unknown') return plain;
  if (amount.state === 'unknown') return sized;
  // The number belongs to the words when goods that have it come first.
  return bestCoverage(size) >= bestCoverage(amount) ? sized : plain;
};

const bestCoverage = (verdict: Verdict): number =>
  verdict.state === 'doubtful' ? Math.max(0, ...verdict.choices.map(({ coverage }) => coverage)) : 0;

/** In stock first, then what was ordered before. */
const liking =
  ({ earlier }: Sources) =>
  ({ id, stock }: FoundProduct): number =>
    (/[1-9]/.test(stock) ? 2 : 0) + (earlier.has(id) ? 1 : 0);

const NOTHING = { state: 'unknown', product: null, by: null, choices: [] } as const;

const drafted = (line: WantedLine, verdict: Verdict, qty: string | null): Drafted => {
  if (verdict.state === 'sure')
    return { line, state: 'sure', product: verdict.product, by: verdict.by, choices: [], qty };
  if (verdict.state === 'doubtful')
    return { line, ...NOTHING, state: 'doubtful', choices: verdict.choices, qty };
  return { line, ...NOTHING, qty: line.qty };
};

/** The words alone, and of a loose line the words with their number. */
const readingsOf = ({ title, qty, loose }: WantedLine): readonly { text: string; qty: string | null }[] => [
  { text: title, qty },
  ...(loose && qty !== null ? [{ text: `${title} ${qty}`, qty: null }] : []),
];

/** Keys of the phrases that aliases of a line may have. */
export const phrasesOf = (line: WantedLine): readonly string[] =>
  readingsOf(line).map(({ text }) => phraseKeyOf(text));
