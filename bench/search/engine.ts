import { createEngine } from '#modules/search/engine/engine.ts';
import { type Contender, MOST_ANSWERS } from './contender.ts';

/** The engine as the thread of a replica has it. */
export const engineContender = (): Contender => {
  const engine = createEngine();
  return {
    add: (products) => {
      for (const { id, title, category } of products)
        engine.put({ id, title, context: category.replaceAll(' / ', '\n'), hidden: false });
    },
    find: (text) => engine.search({ text, limit: MOST_ANSWERS }).hits.map(({ productId }) => productId),
  };
};
