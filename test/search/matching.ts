import { MATCH_THRESHOLD } from '#modules/assistant/match/config.ts';
import { judge, type Verdict } from '#modules/assistant/match/judge.ts';
import type { FoundProduct } from '#modules/search/index.ts';
import type { Item } from './catalogue/catalogue.ts';
import { engineOver } from './engine-under-test.ts';
import type { JudgedQuery } from './queries/generate.ts';

/** As many hits as the matcher asks for. */
const HITS = 8;

/** What became of the words of a line, as the matcher judges what the engine finds. */
export interface JudgedLine {
  readonly query: JudgedQuery;
  readonly state: Verdict['state'];
  /** The title of what was taken, or of the first that was offered. */
  readonly first: string | undefined;
  /** Of each product that was taken or offered, whether it is right. */
  readonly offers: readonly boolean[];
  readonly hits: number;
  /** Whether the best hit is right: what somebody gets who takes it unseen. */
  readonly isBestRight: boolean;
}

/** Whether something was taken that was not meant. */
export const isWrong = ({ state, offers }: JudgedLine): boolean => state === 'sure' && !offers[0];

/** Judges lines over goods without a database. */
export const judgedOver = (
  items: readonly Item[],
  queries: readonly JudgedQuery[],
): readonly JudgedLine[] => {
  const { engine } = engineOver(items);
  return queries.map((query) => {
    const answer = engine.search({ text: query.text, limit: HITS });
    const found = answer.hits.map(({ productId, ...hit }, place): FoundProduct => {
      const { title = '', sku = '' } = items[productId - 1] ?? {};
      const usual = { unit: null, price: '1.00', stock: '1', hidden: false, by: 'words', marks: [] } as const;
      return { ...usual, ...hit, id: productId, title, sku, position: place + 1 };
    });
    const page = { ...answer, items: found };
    const verdict = judge(query.text, page, { threshold: MATCH_THRESHOLD, likes: () => 0 });
    const shown = shownBy(verdict);
    const isRight = ({ sku }: FoundProduct): boolean => query.relevant.includes(sku);
    return {
      query,
      state: verdict.state,
      first: shown[0]?.title,
      offers: shown.map(isRight),
      hits: found.length,
      isBestRight: found.slice(0, 1).some(isRight),
    };
  });
};

/** Judges the same lines over goods of which none is meant: whatever is taken then is wrong. */
export const judgedWithoutThem = (
  items: readonly Item[],
  queries: readonly JudgedQuery[],
): readonly JudgedLine[] => {
  const gone = new Set(queries.flatMap(({ relevant }) => relevant));
  return judgedOver(
    items.filter(({ sku }) => !gone.has(sku)),
    queries,
  );
};

const shownBy = (verdict: Verdict): readonly FoundProduct[] => {
  if (verdict.state === 'sure') return [verdict.product];
  return verdict.state === 'doubtful' ? verdict.choices : [];
};
