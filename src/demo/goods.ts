import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { multiplyDecimals, roundDecimal } from '#kernel/decimal.ts';
import { theOffice } from '#modules/access/index.ts';
import type { Importer } from '#modules/catalogue/index.ts';
import { DEMO_PRICES } from './shop/texts.ts';
import { DEMO_SKU, demoGoods } from './texts.ts';

/** Puts the made-up goods of the demo into the catalogue, the way 1C would send them. */
export const loadGoods = async ({ run }: Pick<Importer, 'run'>): Promise<void> => {
  const content = Buffer.from(JSON.stringify({ items: itemsOf() }));
  const folder = await mkdtemp(join(tmpdir(), 'kontora-demo-'));
  try {
    const path = join(folder, 'goods.json');
    await writeFile(path, content);
    await run({
      source: 'shell',
      by: theOffice,
      file: {
        path,
        bytes: content.length,
        format: 'json',
        reading: {},
        name: 'demo.json',
        hash: createHash('sha256').update(content).digest(),
      },
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const itemsOf = () => {
  const shelves = Object.entries(demoGoods).flatMap(([first, below]) =>
    Object.entries(below).flatMap(([second, deeper]) =>
      Object.entries(deeper).map(([third, goods]) => ({ category: [first, second, third], goods })),
    ),
  );
  return shelves
    .flatMap(({ category, goods }) => goods.map((one) => ({ category, one })))
    .map(({ category, one: [title, price, stock_qty, unit, more] }, index) => ({
      sku: `${DEMO_SKU}-${String(index + 1).padStart(4, '0')}`,
      title,
      category,
      price,
      stock_qty,
      unit,
      ...wholesale(price),
      ...more,
    }));
};

const wholesale = (price: string) =>
  price === '0'
    ? {}
    : { prices: { [DEMO_PRICES.name]: roundDecimal(multiplyDecimals(price, DEMO_PRICES.share), 2).value } };
