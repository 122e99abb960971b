import type { IndexAnswer, IndexQuery } from '../contract.ts';
import { createEngine, type Engine } from './engine.ts';

/** An engine with made-up products, numbered from 1 in their order, each as `title | context`. */
export const engineOf = (...titles: readonly string[]): Engine => {
  const engine = createEngine();
  for (const [at, line] of titles.entries()) {
    const [title = '', context = ''] = line.split(' | ');
    engine.put({ id: at + 1, title, context, hidden: false });
  }
  return engine;
};

/** What the engine answers, with room for every hit of a test. */
export const ask = (engine: Engine, text: string, more: Partial<IndexQuery> = {}): IndexAnswer =>
  engine.search({ text, limit: 100, ...more });

/** The products found, best first. */
export const idsOf = (engine: Engine, text: string, more: Partial<IndexQuery> = {}): readonly number[] =>
  ask(engine, text, more).hits.map(({ productId }) => productId);
