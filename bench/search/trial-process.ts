/** Runs one trial in a process of its own: nobody's garbage, memory or compiled code is in another's figures. */
import { loadavg } from 'node:os';
import type { Item } from '#test/search/catalogue/catalogue.ts';
import { ask } from './ask.ts';
import type { Contender, ContenderName, Product } from './contender.ts';
import { engineContender } from './engine.ts';
import { tableContender } from './goods-table.ts';
import { miniSearchContender } from './minisearch.ts';
import { storedContender } from './stored.ts';
import { openSubject } from './subject.ts';
import type { Outcome, Trial } from './trial.ts';
import { FULL_TEXT, ILIKE, TRIGRAMS } from './ways.ts';

/** Products handed over at once. */
const CHUNK = 5_000;

const trial = JSON.parse(process.argv[2] ?? '') as Trial;
const starts: Readonly<Record<ContenderName, () => Contender | Promise<Contender>>> = {
  engine: engineContender,
  stored: () => storedContender(trial.server),
  ilike: () => tableContender(trial.server, ILIKE),
  trigrams: () => tableContender(trial.server, TRIGRAMS),
  'full-text': () => tableContender(trial.server, FULL_TEXT),
  minisearch: miniSearchContender,
};
process.on('disconnect', () => process.exit(1));
process.send?.(await run(), () => process.exit(0));

async function run(): Promise<Outcome> {
  const subject = openSubject(trial.subject);
  const wanted = new Set([...subject.queries, ...subject.real].flatMap(({ relevant }) => relevant));
  const skuOf = new Map<number, string>();
  const contender = await starts[trial.name]();
  const size = trial.size ?? subject.items.length;
  const before = memory();
  const building = { milliseconds: 0, products: 0 };
  const timed = async (work: () => unknown): Promise<void> => {
    const began = performance.now();
    await work();
    building.milliseconds += performance.now() - began;
  };
  for (const items of chunked(subject.goods(size))) {
    const products = items.map(({ sku, title, category }, at): Product => {
      const id = building.products + at + 1;
      if (wanted.has(sku)) skuOf.set(id, sku);
      return { id, title, category };
    });
    await contender.load?.(products);
    await timed(() => contender.add?.(products));
    building.products += products.length;
  }
  await timed(() => contender.finish?.());
  const megabytes = (await contender.megabytes?.()) ?? memory() - before;
  const { rounds, budgetMs } = trial;
  const answers = await ask(contender, subject.queries, { rounds, budgetMs, skuOf });
  const phrases = trial.size === null ? subject.real : [];
  const real = await ask(contender, phrases, { rounds: 1, budgetMs, skuOf });
  await contender.close?.();
  return {
    name: trial.name,
    size: trial.size,
    products: building.products,
    buildSeconds: building.milliseconds / 1_000,
    megabytes,
    judged: answers.judged,
    real: real.judged,
    queries: subject.queries.length,
    latencies: answers.latencies.toSorted((a, b) => a - b),
    timeouts: answers.timeouts,
    load: loadavg()[0] ?? 0,
  };
}

function* chunked(items: Iterable<Item>): Generator<Item[]> {
  let chunk: Item[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** Megabytes that are in use once garbage is gone: the heap, and array buffers beside it. */
function memory(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}
