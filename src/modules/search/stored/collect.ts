import { type RawBuilder, sql } from 'kysely';
import type { Database, Tx } from '#platform/db/database.ts';
import type { Lexicon } from '../engine/lexicon.ts';
import type { Plan } from '../engine/plan.ts';
import type { WeighedGroup } from '../engine/weigh.ts';

/** Products that may fit, with the numbers of their terms in order. */
export interface Collected {
  readonly products: readonly number[];
  readTerms(at: number, terms: Int32Array): number;
}

/** Rows that one statement brings. */
const MOST_ROWS = 1_500;
/** Enough to choose the best among, as the index in memory has it, … */
const ENOUGH = 200;
/** … and so many that products which fit badly are not looked for. */
const A_PAGE = 80;
/** A product that only lighter groups could bring is not among the best when they weigh less than this together. */
const STILL_OPEN = 0.6;
/** Groups that weigh less than this part of all are left to the ranking. */
const LIGHT = 0.06;
/** Groups that the best products may lack one by one, or all but two. */
const MOST_MISSING_ONE = 5;
const MOST_PAIRED = 4;
/** Candidates as sure as this part of the best one, at least. */
const SURE = 0.9;
/** What is found after so many milliseconds has to do; a statement that takes longer is given up. */
const PATIENCE_MS = 500;

/** A group, or its surest candidates only. */
type Need = Pick<WeighedGroup, 'candidates'>;

/** Products must meet all needs of one of the alternatives. */
interface Condition {
  readonly alternatives: readonly (readonly Need[])[];
  /** Not looked at when this many are found. */
  readonly unless: number;
}

interface Row {
  readonly id: number;
  readonly terms: string;
}

/** Reads the products worth ranking, the surest condition first, until there are `wanted` or nothing heavy is left. */
export const collectStored = async (
  db: Database,
  {
    lexicon,
    plan,
    wanted,
    withHidden,
  }: { lexicon: Lexicon; plan: Plan; wanted: number; withHidden: boolean },
): Promise<Collected> => {
  const found = new Map<number, string>();
  if (plan.groups.length > 0)
    await db
      .transaction()
      .setAccessMode('read only')
      .execute(async (tx) => {
        await MANNERS.execute(tx);
        const until = performance.now() + PATIENCE_MS;
        for (const { alternatives, unless } of conditionsOf(plan, lexicon, wanted)) {
          if (found.size >= unless || (found.size > 0 && performance.now() > until)) break;
          for (const { id, terms } of await read(tx, alternatives, { lexicon, withHidden }))
            found.set(id, terms);
        }
      });
  const rows = [...found];
  return {
    products: rows.map(([id]) => id),
    readTerms: (at, terms) => writeTerms(rows[at]?.[1] ?? '', lexicon, terms),
  };
};

/** Reading the whole table is never quicker than the index, whatever is guessed of the frequencies. */
const MANNERS = sql`
  select set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true),
         set_config('statement_timeout', ${String(PATIENCE_MS)}, true)`;

/**
 * Rare groups that carry most of the weight are read whole. Where they are too frequent for that, the products that
 * have everything come first, then those that lack one thing, then those that have two.
 */
const conditionsOf = (
  { groups, hasWords }: Pick<Plan, 'groups' | 'hasWords'>,
  lexicon: Lexicon,
  wanted: number,
): readonly Condition[] => {
  // What meets nothing but a number of a query in words is no hit: it must not take the place of others.
  const carries = (group: WeighedGroup): boolean => !hasWords || group.carries;
  if (!groups.some(carries)) return [];
  const total = weightOf(groups);
  const rowsOf = (some: readonly WeighedGroup[]): number =>
    some.reduce(
      (sum, { candidates }) => sum + candidates.reduce((all, { term }) => all + lexicon.frequencyOf(term), 0),
      0,
    );

  const deciding: WeighedGroup[] = [];
  for (const group of groups) {
    if (weightOf(groups) - weightOf(deciding) <= total * STILL_OPEN) break;
    deciding.push(group);
  }
  const later = groups.filter((group) => !deciding.includes(group));
  const telling = deciding.filter(carries);
  const heavy = groups.filter((group) => !group.optional && group.weight >= total * LIGHT);
  const core = heavy.slice(0, MOST_MISSING_ONE);
  const enough = Math.max(ENOUGH, wanted);
  const well = (...alternatives: readonly (readonly Need[])[]) => ({ alternatives, unless: enough });
  const badly = (...alternatives: readonly (readonly Need[])[]) => ({ alternatives, unless: A_PAGE });

  /** One of those that are rare enough together. */
  const oneOf = (some: readonly WeighedGroup[]): readonly Condition[] => {
    const rare: WeighedGroup[] = [];
    for (const group of some.filter(carries)) if (rowsOf([...rare, group]) <= MOST_ROWS) rare.push(group);
    return rare.length > 0 ? [well(...rare.map((group) => [group]))] : [];
  };
  const pairs = core.length > 3 ? [badly(...pairsOf(core.slice(0, MOST_PAIRED)))] : [];

  if (telling.length > 0 && rowsOf(telling) <= MOST_ROWS)
    return [...oneOf(telling), ...oneOf(later), ...pairs];
  return [
    ...(heavy.length > 0 ? [well(heavy.map(surest))] : []),
    ...(heavy.length > 1 ? [well(heavy)] : []),
    ...(core.length > 2 ? [well(...core.map((lacked) => core.filter((group) => group !== lacked)))] : []),
    ...oneOf(groups),
    ...pairs,
    badly(...(telling.length > 0 ? telling : groups.filter(carries)).map((group) => [group])),
  ];
};

const weightOf = (groups: readonly WeighedGroup[]): number =>
  groups.reduce((sum, { weight }) => sum + weight, 0);

const surest = ({ candidates, best }: WeighedGroup): Need => ({
  candidates: candidates.filter(({ similarity }) => similarity >= best * SURE),
});

const pairsOf = (groups: readonly WeighedGroup[]): Condition['alternatives'] =>
  groups.flatMap((one, at) => groups.slice(at + 1).map((other) => [one, other]));

const read = async (
  tx: Tx,
  alternatives: Condition['alternatives'],
  { lexicon, withHidden }: { lexicon: Lexicon; withHidden: boolean },
): Promise<readonly Row[]> => {
  const hashes = ({ candidates }: Need): readonly number[] =>
    candidates.map(({ term }) => lexicon.hashOf(term));
  const has = (some: readonly number[]): RawBuilder<boolean> => sql`terms && ${some}::integer[]`;
  const isPlain = alternatives.every((needs) => needs.length === 1);
  const conditions = isPlain
    ? [has(alternatives.flat().flatMap(hashes))]
    : alternatives.map(
        (needs) =>
          sql`(${sql.join(
            needs.map((need) => has(hashes(need))),
            sql` and `,
          )})`,
      );
  const { rows } = await sql<Row>`
    select product_id as id, terms::text as terms from search_documents
    where (${sql.join(conditions, sql` or `)}) ${withHidden ? sql`` : sql`and not hidden`}
    limit ${MOST_ROWS}
  `.execute(tx);
  return rows;
};

/** `{1,2,3}` as the numbers of the terms. */
const writeTerms = (text: string, lexicon: Lexicon, terms: Int32Array): number => {
  if (text.length <= 2) return 0;
  const hashes = text.slice(1, -1).split(',');
  const length = Math.min(hashes.length, terms.length);
  for (let at = 0; at < length; at += 1) terms[at] = lexicon.termOf(Number(hashes[at]));
  return length;
};
