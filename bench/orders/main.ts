/**
 * How well and how fast order texts are read by rules alone, beside the usual thirty lines of regular expressions in
 * the same run, and which goods lines are taken for; prints Markdown. `--file set.jsonl`: another judged set of the
 * same shape; `--rounds` of reading; `--catalogue file.csv --queries file.jsonl`: other goods than the synthetic ones,
 * other lines than generated ones; `--per-class` lines, `--seed`; `--wrong`: also prints what was not wholly right.
 */
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseOrder } from '#modules/assistant/parser/parse-order.ts';
import { type JudgedOrder, OWN_SET, readJudgedOrders } from '#test/orders/judged-orders.ts';
import { type ReadLine, type Score, scored } from '#test/orders/score.ts';
import { syntheticCatalogue } from '#test/search/catalogue/catalogue.ts';
import { readCatalogue } from '#test/search/catalogue-file.ts';
import { isWrong, judgedOver, judgedWithoutThem } from '#test/search/matching.ts';
import { generateQueries } from '#test/search/queries/generate.ts';
import { readQueries } from '#test/search/queries/query-file.ts';
import { type GoodsTrial, goodsReport } from './goods-report.ts';
import { parseNaively } from './naive.ts';
import { report, type Trial } from './report.ts';

const { values: options } = parseArgs({
  options: {
    file: { type: 'string' },
    rounds: { type: 'string', default: '20' },
    wrong: { type: 'boolean', default: false },
    catalogue: { type: 'string' },
    queries: { type: 'string' },
    'per-class': { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
  },
});
const file = options.file === undefined ? OWN_SET : resolve(options.file);
const orders = readJudgedOrders(file);
const rounds = Number(options.rounds);

const own = tried('local parser', (text) => parseOrder(text).lines);
const naive = tried('naive', parseNaively);
console.log(
  report([own, naive], { set: options.file ? basename(options.file) : 'test/data/orders.jsonl', rounds }),
);
if (options.wrong) for (const score of own.scores.filter(({ whole }) => !whole)) console.log(told(score));
const trial = matched();
console.log(`\n${goodsReport(trial)}`);
if (options.wrong)
  for (const { query, first } of [...trial.there, ...trial.gone].filter(isWrong))
    console.log(`${query.class}: ${query.text} | taken: ${first}`);

function matched(): GoodsTrial {
  const seed = Number(options.seed);
  const items = options.catalogue ? readCatalogue(resolve(options.catalogue)) : syntheticCatalogue(seed);
  const queries = options.queries
    ? readQueries(resolve(options.queries))
    : generateQueries(items, { seed, perClass: Number(options['per-class']) });
  return {
    goods: options.catalogue ? basename(options.catalogue) : `the synthetic catalogue of seed ${seed}`,
    products: items.length,
    there: judgedOver(items, queries),
    gone: judgedWithoutThem(items, queries),
  };
}

function tried(name: string, parse: (text: string) => readonly ReadLine[]): Trial {
  for (const { text } of orders) parse(text);
  const micros: number[] = [];
  for (let round = 0; round < rounds; round += 1)
    for (const { text } of orders) {
      const began = performance.now();
      parse(text);
      micros.push((performance.now() - began) * 1000);
    }
  return { name, scores: orders.map((order: JudgedOrder) => scored(order, parse(order.text))), micros };
}

function told({ order, read }: Score): string {
  const lines = (some: readonly ReadLine[]) =>
    some.map(({ title, qty, unit }) => `${title} | ${qty} | ${unit}`).join('; ');
  return `\n${order.id}: ${JSON.stringify(order.text)}\n  expected ${lines(order.lines)}\n  read     ${lines(read)}`;
}
