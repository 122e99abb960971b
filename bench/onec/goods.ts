import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

/** One generation of the goods of a made-up shop: the same `count` goods, told anew. */
export interface Generation {
  readonly count: number;
  /** Every so many-th product has another price than in the generation 0; 0: none has. */
  readonly changedEvery: number;
  /** Which other price. */
  readonly turn: number;
  /** The last product first: another body with the same goods. */
  readonly backwards?: boolean;
}

interface Item {
  readonly sku: string;
  readonly title: string;
  readonly category: string;
  readonly stock_qty: number;
  readonly price: number;
  readonly description: string;
}

const KINDS = ['Труба', 'Муфта', 'Кран', 'Кабель', 'Саморез', 'Хомут', 'Уголок', 'Розетка'];
const MAKES = ['Север', 'Волга', 'Урал', 'Аксон', 'Лига', 'Вектор'];

const itemOf = (number: number, { changedEvery, turn }: Generation): Item => {
  const kind = KINDS[number % KINDS.length] ?? '';
  const make = MAKES[number % MAKES.length] ?? '';
  const isChanged = changedEvery > 0 && number % changedEvery === 0;
  return {
    sku: `K-${String(number).padStart(7, '0')}`,
    title: `${kind} ${make} ${(number % 97) + 3}х${((number % 31) + 1) / 2} арт. ${number}`,
    category: `Склад ${number % 7}/${kind}/${make}`,
    stock_qty: (number % 1_000) / 4,
    price: ((number * 37) % 900_000) / 100 + 1 + (isChanged ? turn : 0),
    description: number % 3 === 0 ? `Партия ${number % 211}, гарантия ${number % 24} мес.` : '',
  };
};

/** Writes the goods as the body of a push. */
export const writeBody = (path: string, generation: Generation): Promise<void> =>
  write(
    path,
    generation,
    '{"items":[',
    (item, isFirst) => `${isFirst ? '' : ',\n'}${JSON.stringify(item)}`,
    ']}',
  );

/** Writes the goods as the CSV that psql copies, columns in the order of an item. */
export const writeCsv = (path: string, generation: Generation): Promise<void> =>
  write(path, generation, '', (item) => `${Object.values(item).map(quoted).join(',')}\n`, '');

const quoted = (value: string | number): string => `"${String(value).replaceAll('"', '""')}"`;

const write = async (
  path: string,
  generation: Generation,
  head: string,
  line: (item: Item, isFirst: boolean) => string,
  tail: string,
): Promise<void> => {
  const file = createWriteStream(path);
  let text = head;
  for (let place = 0; place < generation.count; place += 1) {
    const number = generation.backwards ? generation.count - 1 - place : place;
    text += line(itemOf(number, generation), place === 0);
    if (text.length < 1 << 20) continue;
    if (!file.write(text)) await once(file, 'drain');
    text = '';
  }
  file.end(text + tail);
  await finished(file);
};
