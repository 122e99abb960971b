import { describe, expect, it } from 'vitest';
import { growTree, rowsOf } from './tree.ts';
import { keyMove } from './tree-keys.ts';

const titles = ['Крепёж', 'Метизы', 'Болты', 'Краски'];
const parents = [null, 1, 2, null];
const { roots } = growTree(
  titles.map((title, index) => ({
    id: index + 1,
    parent_id: parents[index] ?? null,
    title,
    products: 0,
    hidden_products: 0,
  })),
);
const closed = rowsOf(roots, () => false);
const opened = rowsOf(roots, (id) => id === 1);

describe('the keys of the tree', () => {
  it.each([
    ['ArrowDown', closed, 1, { kind: 'go', id: 4 }],
    ['ArrowDown', closed, 4, { kind: 'go', id: 4 }],
    ['ArrowUp', closed, 1, { kind: 'go', id: 1 }],
    ['ArrowRight', closed, 1, { kind: 'open', ids: [1] }],
    ['ArrowRight', opened, 1, { kind: 'go', id: 2 }],
    ['ArrowRight', closed, 4, { kind: 'go', id: 4 }],
    ['ArrowLeft', opened, 1, { kind: 'close', ids: [1] }],
    ['ArrowLeft', opened, 2, { kind: 'go', id: 1 }],
    ['ArrowLeft', closed, 4, { kind: 'go', id: 4 }],
    ['Home', opened, 4, { kind: 'go', id: 1 }],
    ['End', opened, 1, { kind: 'go', id: 4 }],
    ['*', closed, 4, { kind: 'open', ids: [1] }],
    ['Enter', opened, 2, { kind: 'choose', id: 2 }],
    [' ', opened, 2, { kind: 'choose', id: 2 }],
    ['к', opened, 1, { kind: 'go', id: 4 }],
    ['М', opened, 4, { kind: 'go', id: 2 }],
    ['щ', opened, 1, undefined],
    ['Tab', opened, 1, undefined],
    ['ArrowDown', [], undefined, undefined],
  ] as const)('%s', (key, rows, current, move) => {
    expect(keyMove(key, rows, current)).toEqual(move);
  });
});
