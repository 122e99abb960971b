import { createEngine } from '#modules/search/engine/engine.ts';
import type { Item } from './catalogue/catalogue.ts';

/** The engine over goods; products are told by their sku. */
export interface EngineUnderTest {
  /** Skus, best first. Repeated skus of a catalogue are all there. */
  find(text: string): readonly string[];
  readonly engine: ReturnType<typeof createEngine>;
}

/** Fills an engine with goods as the catalogue's products are: ids from 1, categories as context. */
export const engineOver = (items: Iterable<Item>): EngineUnderTest => {
  const engine = createEngine();
  const skus: string[] = [];
  for (const { sku, title, category } of items) {
    skus.push(sku);
    engine.put({ id: skus.length, title, context: category.replaceAll(' / ', '\n'), hidden: false });
  }
  return {
    engine,
    find: (text) => engine.search({ text, limit: 10 }).hits.map(({ productId }) => skus[productId - 1] ?? ''),
  };
};
