import { sql } from 'kysely';
import type { TestOffice } from '#test/actors/office.ts';

type Db = TestOffice['db'];

/** A product as a test tells it; what it does not say is usual. */
export interface Goods {
  readonly sku: string;
  readonly title: string;
  /** From the root. */
  readonly path: readonly string[];
  readonly price?: string | null;
  readonly stock?: string;
  readonly unit?: string;
  readonly pack?: string;
  readonly barcode?: string;
  readonly guid?: string;
  readonly description?: string;
  readonly prices?: Readonly<Record<string, string>>;
  readonly stocks?: Readonly<Record<string, string>>;
  readonly withdrawn?: boolean;
  readonly hidden?: boolean;
  readonly batch?: number;
}

/** The category at a path, made where it is not there. */
export const aCategory = async (db: Db, path: readonly string[]): Promise<number> => {
  let parent: number | null = null;
  for (const title of path) {
    const { rows }: { rows: { id: number }[] } = await sql<{ id: number }>`
      with known as (
        select id from categories where parent_id is not distinct from ${parent}::integer and title = ${title}
      ), made as (
        insert into categories (parent_id, title) select ${parent}::integer, ${title}
        where not exists (select from known) returning id
      )
      select id from known union all select id from made
    `.execute(db);
    parent = rows[0]?.id ?? null;
  }
  if (parent === null) throw new Error('a category has a path');
  return parent;
};

/** Puts a product into the catalogue; answers its id. */
export const aProduct = async (db: Db, goods: Goods): Promise<number> => {
  const category = await aCategory(db, goods.path);
  const { price = '100.00', stock = '10', unit = 'шт', withdrawn = false, hidden = false } = goods;
  const { id } = await db
    .insertInto('products')
    .values({
      sku: goods.sku,
      sku_normal: goods.sku.toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, ''),
      title: goods.title,
      guid: goods.guid ?? null,
      category_id: category,
      description: goods.description ?? '',
      unit,
      pack_qty: goods.pack ?? null,
      barcode: goods.barcode ?? null,
      price,
      stock_qty: stock,
      withdrawn,
      hidden_by_office: hidden,
      created_batch: goods.batch ?? null,
      changed_batch: goods.batch ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const [name, one] of Object.entries(goods.prices ?? {}))
    await sql`
      insert into product_prices (product_id, price_type_id, price)
      values (${id}, ${await named(db, 'price_types', name)}, ${one})
    `.execute(db);
  for (const [name, qty] of Object.entries(goods.stocks ?? {}))
    await sql`
      insert into product_stock (product_id, warehouse_id, qty)
      values (${id}, ${await named(db, 'warehouses', name)}, ${qty})
    `.execute(db);
  if (!withdrawn && !hidden)
    await sql`update categories set visible_products = visible_products + 1 where id = ${category}`.execute(
      db,
    );
  return id;
};

/** A load of so many goods that is done. */
export const aBatch = async (db: Db, { daysAgo = 0, goods = 1 } = {}): Promise<number> => {
  const { rows } = await sql<{ id: number }>`
    insert into import_batches (source, status, format, received, updated, created_at, started_at, finished_at)
    select 'push', 'done', 'json', ${goods}::integer, ${goods}::integer, at, at, at from (select now() - make_interval(days => ${daysAgo}) as at) d
    returning id
  `.execute(db);
  return Number(rows[0]?.id);
};

/** How a price went, the oldest first; the first change may begin with an unknown price. */
export const aPriceHistory = async (
  db: Db,
  product: number,
  changes: readonly { readonly daysAgo: number; readonly after: string; readonly batch?: number }[],
  type?: string,
): Promise<void> => {
  const priceType = type === undefined ? null : await named(db, 'price_types', type);
  let before: string | null = null;
  for (const { daysAgo, after, batch = null } of changes) {
    await sql`
      insert into price_changes (product_id, price_type_id, before, after, batch_id, at)
      values (${product}, ${priceType}, ${before}, ${after}, ${batch}, now() - make_interval(days => ${daysAgo}))
    `.execute(db);
    before = after;
  }
};

const named = async (db: Db, table: 'price_types' | 'warehouses', name: string): Promise<number> => {
  const found = await db.selectFrom(table).select('id').where('name', '=', name).executeTakeFirst();
  const { id } =
    found ?? (await db.insertInto(table).values({ name }).returning('id').executeTakeFirstOrThrow());
  return id;
};

const LONG =
  'Саморез кровельный оцинкованный с пресс-шайбой и прокладкой EPDM, сверло, цвет по каталогу RAL 8017 «шоколад», 4,8×35 мм, упаковка 250 штук';

/** A shop of building materials: goods of every kind and state that a page can show; answers the one to look at. */
export const seedGoods = async (db: Db): Promise<number> => {
  const [first, second, third] = [
    await aBatch(db, { daysAgo: 60, goods: 13 }),
    await aBatch(db, { daysAgo: 24, goods: 13 }),
    await aBatch(db, { daysAgo: 3, goods: 13 }),
  ];
  const hero = await aProduct(db, {
    sku: 'ПФ-810/2',
    title: 'Перфоратор SDS-plus 810 Вт, 2,8 Дж, кейс',
    path: ['Инструмент', 'Электроинструмент', 'Перфораторы'],
    price: '7490.00',
    stock: '14',
    barcode: '4601234567893',
    guid: '6b0c7e0e-3f0a-4f43-9c1f-2d1c8b7f5a11',
    description:
      'Три режима: сверление, удар, сверление с ударом.\nПатрон SDS-plus, до 26 мм в бетоне.\n\nВ кейсе: рукоятка, ограничитель глубины, смазка.',
    prices: { Оптовая: '6890.00', 'Для монтажников': '7150.50' },
    stocks: { 'Основной склад': '9', 'Магазин на Заводской': '5' },
    batch: third,
  });
  await sql`update products set created_batch = ${first}, created_at = now() - interval '60 days' where id = ${hero}`.execute(
    db,
  );
  await aPriceHistory(db, hero, [
    { daysAgo: 60, after: '6990.00', batch: first },
    { daysAgo: 41, after: '7290.00' },
    { daysAgo: 24, after: '6790.00', batch: second },
    { daysAgo: 10, after: '7190.00' },
    { daysAgo: 3, after: '7490.00', batch: third },
  ]);
  await aPriceHistory(
    db,
    hero,
    [
      { daysAgo: 60, after: '6400.00', batch: first },
      { daysAgo: 3, after: '6890.00', batch: third },
    ],
    'Оптовая',
  );
  const tools = ['Инструмент', 'Электроинструмент'];
  const screws = ['Крепёж', 'Саморезы'];
  const rest: readonly Goods[] = [
    {
      sku: 'ДР-12Л',
      title: 'Дрель-шуруповёрт аккумуляторная 12 В',
      path: [...tools, 'Дрели'],
      price: '4290.00',
      stock: '31',
    },
    {
      sku: 'БЛ-125',
      title: 'Болгарка 125 мм, 900 Вт',
      path: [...tools, 'Болгарки'],
      price: '3150.00',
      stock: '0',
    },
    { sku: 'СК-4835', title: LONG, path: screws, price: '689.90', stock: '120.5', unit: 'уп' },
    {
      sku: 'СГ-3551',
      title: 'Саморез по дереву 3,5×51',
      path: screws,
      price: '1.20',
      stock: '15400',
      pack: '100',
    },
    { sku: 'АБ-10', title: 'Анкер-болт 10×100', path: ['Крепёж', 'Анкеры'], price: '38.50', stock: '-6' },
    {
      sku: 'ТР-ПВХ-20',
      title: 'Труба ПВХ гладкая 20 мм, серая',
      path: ['Сантехника', 'Трубы'],
      price: '54.00',
      stock: '812.4',
      unit: 'м',
    },
    {
      sku: 'СМ-05',
      title: 'Смеситель для кухни, высокий излив',
      path: ['Сантехника', 'Смесители'],
      price: null,
      stock: '3',
    },
    {
      sku: 'КТ-24',
      title: 'Котёл газовый настенный 24 кВт',
      path: ['Отопление', 'Котлы'],
      price: '0.00',
      stock: '2',
    },
    {
      sku: 'КР-Б-9',
      title: 'Краска фасадная белая, 9 л',
      path: ['Краски', 'Фасадные'],
      price: '5480.00',
      stock: '18',
      hidden: true,
    },
    {
      sku: 'КР-И-3',
      title: 'Краска интерьерная матовая, 3 л',
      path: ['Краски', 'Интерьерные'],
      price: '1990.00',
      stock: '0',
      withdrawn: true,
    },
    {
      sku: 'ЛМ-Е27',
      title: 'Лампа светодиодная E27 12 Вт, тёплая',
      path: ['Электрика', 'Лампы'],
      price: '119.00',
      stock: '460',
    },
    {
      sku: 'КБ-3Х25',
      title: 'Кабель ВВГнг(А)-LS 3×2,5, бухта 100 м',
      path: ['Электрика', 'Кабель'],
      price: '9870.00',
      stock: '7',
      unit: 'бухта',
    },
  ];
  for (const goods of rest) await aProduct(db, { batch: third, ...goods });
  return hero;
};
