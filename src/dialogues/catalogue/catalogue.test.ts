import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Capabilities } from '#modules/conversations/index.ts';
import { createWire, openConversations } from '#modules/conversations/testing.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { createGoods } from './index.ts';
import { follow, type Trail } from './places.ts';
import { createShelf, noOrdering } from './testing.ts';

const LONG = 'Перчатки рабочие трикотажные с ПВХ покрытием, 5 нитей, размер 10';
const PLAIN: Capabilities = { buttons: false, edits: false, contacts: false, maxText: 4_096 };

let database: OpenDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await sql`
    insert into categories (id, parent_id, title, position, visible_products) overriding system value
    values (1, null, 'Крепёж', 0, 1), (2, 1, 'Саморезы', 0, 10), (3, null, 'Одежда', 1, 1), (4, 1, 'Пусто', 1, 0)
  `.execute(database.db);
  await sql`
    insert into products (sku, sku_normal, category_id, title, price, stock_qty)
    select 'С-' || n, 'С' || n, 2, 'Саморез ' || lpad(n::text, 2, '0'), n, 1 from generate_series(1, 10) n
    union all select 'Х-1', 'Х1', 1, 'Хомут', 15, 0
    union all select 'П-1', 'П1', 3, ${LONG}, null, 4
  `.execute(database.db);
});
afterAll(() => database?.close());

/** A customer in the catalogue on a channel that can do so much. */
const customer = async (capabilities: Partial<Capabilities> = PLAIN) => {
  const wire = createWire({ capabilities: { ...PLAIN, ...capabilities } });
  const { search } = createShelf(() => []);
  const dialogues = createGoods({ ...noOrdering, search, menu: () => ({ text: '' }) });
  const office = await openConversations({ db: database.db, wire, dialogues });
  office.start();
  const says = async (text: string): Promise<string> => {
    await office.says('anna', text);
    await office.quiet();
    return office.texts('anna').at(-1) ?? '';
  };
  return { ...office, says };
};

describe('where there are no buttons', () => {
  it('lists are numbered, and a number or the words choose', async () => {
    const { says } = await customer();
    expect(await says('/catalog')).toBe('Каталог\n\nОтветьте номером:\n1. Крепёж (11)\n2. Одежда (1)');
    expect(await says('1')).toBe(
      'Каталог › Крепёж\n\n11 товаров\n\nОтветьте номером:\n1. Саморезы (10)\n2. Товары раздела (1)\n3. ‹ Назад',
    );
    const list = await says('саморезы (10)');
    expect(list).toMatch(/Страница 1 из 2/);
    expect(list).toMatch(/\n8\. Саморез 08 · 8\s₽\n9\. Ещё ›\n10\. ‹ Назад\n11\. В начало$/);
    expect(await says('9')).toMatch(/Страница 2 из 2.*1\. Саморез 09/s);
    expect(await says('2')).toMatch(
      /^Саморез 10\n\nАртикул: С-10\nЦена: 10\s₽\nВ наличии: 1\n\n.*1\. Добавить в заказ\n2\. Задать вопрос\n3\. ‹ Назад/s,
    );
    expect(await says('3')).toMatch(/Страница 2 из 2/);
  });

  it('titles are whole', async () => {
    const { says } = await customer();
    await says('/catalog');
    expect(await says('2')).toContain(`1. ${LONG} · цена по запросу`);
  });
});

it('goods of a section that has sections, too, have a list of their own', async () => {
  const { says } = await customer();
  await says('/catalog');
  await says('1');
  expect(await says('2')).toMatch(
    /Крепёж\n\n1 товар\n\n.*1\. Хомут · 15\s₽ · нет\n2\. ‹ Назад\n3\. В начало$/s,
  );
  expect(await says('2')).toMatch(/1\. Саморезы \(10\)/);
});

it('no list has a label that a button of Telegram could not show', async () => {
  const { says, wire } = await customer({ buttons: true, edits: true });
  await says('/catalog');
  await says('Одежда (1)');
  const labels = wire.sent.flatMap(({ buttons }) => buttons?.flat() ?? []);
  expect(labels.length).toBeGreaterThan(3);
  for (const { label, token } of labels) {
    expect([...label].length).toBeLessThanOrEqual(48);
    expect(Buffer.byteLength(token)).toBeLessThanOrEqual(64);
  }
});

describe('the way', () => {
  const root = { kind: 'section', id: null, page: 2 } as const;
  const shelf = { kind: 'section', id: 5, page: 1 } as const;
  const trail: Trail = [root, shelf];

  it.each<[string, Trail | undefined]>([
    ['section:7', [root, shelf, { kind: 'section', id: 7, page: 1 }]],
    ['goods:5', [root, shelf, { kind: 'goods', id: 5, page: 1 }]],
    ['product:9', [root, shelf, { kind: 'product', id: 9 }]],
    ['description:9', [root, shelf, { kind: 'description', id: 9 }]],
    ['page:3', [root, { kind: 'section', id: 5, page: 3 }]],
    ['back', [root]],
    ['home', undefined],
  ])('%s leads on', (value, way) => {
    expect(follow(trail, value)).toEqual(way);
  });

  it.each(['', 'section:', 'section:x', 'section:-1', 'product:1.5', 'page:0', 'page:x', 'nowhere:1'])(
    '%j leads nowhere: one stays',
    (value) => {
      expect(follow(trail, value)).toEqual(trail);
    },
  );

  it('back from the first place begins anew', () => {
    expect(follow([root], 'back')).toBeUndefined();
  });
});
