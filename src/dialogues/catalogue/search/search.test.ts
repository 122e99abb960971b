import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWire, heard, openConversations } from '#modules/conversations/testing.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { createGoods } from '../index.ts';
import { createShelf, noOrdering, type Ware } from '../testing.ts';

let database: OpenDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await sql`
    insert into categories (id, parent_id, title, position, visible_products) overriding system value
    values (1, null, 'Трубы', 0, 20), (2, null, 'Краны', 1, 1)
  `.execute(database.db);
  await sql`
    insert into products (id, sku, sku_normal, category_id, title, price, stock_qty) overriding system value
    select n, 'Т-' || n, 'Т' || n, 1, 'Труба ' || n, n, 1 from generate_series(1, 18) n
    union all select 19, 'Т-19', 'Т19', 1, 'Труба 19', 19, 0
    union all select 21, 'К-1', 'К1', 2, 'Кран', 15, 0
  `.execute(database.db);
});
afterAll(() => database?.close());

const PIPES: readonly Ware[] = [
  ...Array.from({ length: 18 }, (_, index) => ({ id: index + 1, title: `Труба ${index + 1}` })),
  { id: 19, title: 'Труба 19', stock: '0' },
  { id: 21, title: 'Кран', stock: '0' },
];

/** A customer of an office that searches an array. */
const customer = async (wares: readonly Ware[] = PIPES, { hesitant = false } = {}) => {
  const shelf = createShelf(() => wares, {
    misspelt: { турба: 'труба' },
    hesitant,
    filler: ['привет', 'есть'],
  });
  const wire = createWire();
  const dialogues = createGoods({
    ...noOrdering,
    search: shelf.search,
    menu: (_, words) => ({ text: `menu: ${words}` }),
  });
  const office = await openConversations({ db: database.db, wire, dialogues });
  office.start();
  const last = async () => {
    await office.quiet();
    return wire.sent.findLast(({ address }) => address === 'anna')?.text ?? '';
  };
  return {
    ...office,
    ...shelf,
    says: async (text: string) => {
      await office.says('anna', text);
      return last();
    },
    presses: async (label: string) => {
      const fits = (one: string) => `${one.replace(/^\d+\. /, '')} `.startsWith(label);
      const full = labels(wire).findLast(fits) ?? label;
      await office.presses('anna', full);
      return last();
    },
    sends: async (what: string) => {
      await office.hear([heard('anna', { kind: 'other', what })]);
      return last();
    },
  };
};

const labels = (wire: ReturnType<typeof createWire>): string[] =>
  wire.sent.flatMap(({ buttons }) => buttons?.flat().map(({ label }) => label) ?? []);

describe('a search', () => {
  it('shows pages of eight, opens a card, and goes back to the same page', async () => {
    const { says, presses, asked, chosen } = await customer();
    expect(await says('/search Труба')).toMatch(
      /^По запросу «Труба» нашлось 19 товаров\n\n1\. Труба 1\n\s+10\s₽\n2\. [\s\S]*\n8\. Труба 8\n\s+10\s₽\n\nСтраница 1 из 3$/,
    );
    expect(await presses('Ещё')).toMatch(/\n9\. Труба 9\n[\s\S]*Страница 2 из 3$/);
    expect(await presses('Труба 10')).toMatch(/^Труба 10\n\nАртикул: Т-10/);
    expect(await presses('‹ Назад')).toMatch(/Страница 2 из 3$/);
    expect(chosen).toEqual([[1, 10, 10]]);
    const noted = asked.filter(({ note }) => note);
    expect(noted).toEqual([
      { text: 'Труба', size: 8, note: { place: 'chat', personId: expect.any(String) } },
    ]);
  });

  it('can be answered with the number of a line', async () => {
    const { says, asked, chosen } = await customer();
    await says('/search труба');
    expect(await says('3')).toMatch(/^Труба 3\n\nАртикул: Т-3/);
    expect(chosen).toEqual([[1, 3, 3]]);
    await says('назад');
    await says('ещё');
    expect(await says('12')).toMatch(/^Труба 12\n\nАртикул: Т-12/);
    await says('назад');
    expect(await says('3')).toMatch(/^По запросу «3» нашлось/);
    expect(asked.at(-1)?.text).toBe('3');
  });

  it('asks once in a turn', async () => {
    const { says, asked } = await customer();
    await says('/search кран');
    expect(asked).toHaveLength(1);
    await says('труба');
    expect(asked).toHaveLength(2);
  });

  it('is begun by words anywhere among the goods, and back leads to where one was', async () => {
    const { says, presses } = await customer();
    await says('/catalog');
    expect(await presses('Краны')).toMatch(/^Каталог › Краны/);
    expect(await says('турба')).toMatch(/^По запросу «турба» нашлось 19.*\nПоказываю результаты для «труба»/);
    expect(await says('кран')).toMatch(
      /^По запросу «кран» нашёлся 1 товар\n\n1\. Кран\n\s+10\s₽ · нет в наличии$/,
    );
    expect(await presses('‹ Назад')).toMatch(/^По запросу «турба»/);
    expect(await presses('‹ Назад')).toMatch(/^Каталог › Краны/);
    expect(await says('кран')).toMatch(/«кран»/);
    expect(await presses('В начало')).toBe('Каталог');
  });

  it('by the same words again stays where it is', async () => {
    const { says, presses } = await customer();
    await says('/catalog');
    for (let times = 0; times < 3; times += 1) expect(await says('труба')).toMatch(/Страница 1 из 3/);
    expect(await presses('‹ Назад')).toBe('Каталог');
  });

  it('without words asks for some', async () => {
    const { says, asked } = await customer();
    expect(await says('/search')).toMatch(/^Напишите, что ищете/);
    expect(await says('Поиск')).toBe('menu: choose');
    expect(asked).toEqual([]);
  });

  it('that finds nothing leads on', async () => {
    const { says, presses } = await customer();
    expect(await says('/search абырвалг')).toMatch(/^По запросу «абырвалг» ничего не нашлось/);
    expect(await presses('Каталог')).toBe('Каталог');
  });

  it('offers the reading that finds something, and searches for it by a press', async () => {
    const { says, presses } = await customer(PIPES, { hesitant: true });
    expect(await says('/search турба')).toMatch(/Может быть, вы искали «труба»/);
    expect(await presses('Искать «труба»')).toMatch(/^По запросу «труба» нашлось 19/);
    expect(await presses('‹ Назад')).toMatch(/^По запросу «турба»/);
  });

  it('leaves small talk and what is no words to the menu', async () => {
    const { says, sends } = await customer();
    expect(await says('/search Привет!')).toBe('menu: choose');
    for (const text of ['?!', '👍👍', '\u200b']) {
      await says('/catalog');
      expect(await says(text)).toBe('menu: unclear');
    }
    await says('/search труба');
    expect(await sends('sticker')).toBe('menu: choose');
  });

  it('where nothing is sold leaves everything to the menu', async () => {
    const empty = await testDatabase();
    try {
      const { search, shut } = createShelf(() => []);
      const wire = createWire();
      const dialogues = createGoods({
        ...noOrdering,
        search,
        menu: (_, words) => ({ text: `menu: ${words}` }),
      });
      const office = await openConversations({ db: empty.db, wire, dialogues });
      office.start();
      for (const down of [false, true]) {
        shut(down);
        await office.says('anna', '/search труба');
        await office.quiet();
        expect(office.texts('anna').at(-1)).toBe('menu: unclear');
      }
      await office.stop();
    } finally {
      await empty.close();
    }
  });

  it('that is down says so, and goes on when it is back', async () => {
    const { says, presses, shut } = await customer();
    await says('/search труба');
    shut(true);
    expect(await presses('Ещё')).toMatch(/^Поиск сейчас не работает/);
    shut(false);
    expect(await presses('Повторить')).toMatch(/нашлось 19 товаров\n\n1\. [\s\S]*Страница 1/);
    shut(true);
    await says('/catalog');
    expect(await says('кран')).toMatch(/^Поиск сейчас не работает/);
    expect(await presses('‹ Назад')).toBe('Каталог');
  });

  it('looks for the beginning of a very long text', async () => {
    const { says, asked } = await customer();
    const reply = await says(`/search ${'труба '.repeat(700)}`);
    expect(reply).toMatch(/нашлось 19 товаров/);
    expect(reply.indexOf('\n\n')).toBeLessThan(200);
    expect(asked[0]?.text).toHaveLength(300);
  });

  it('whose hits have gone meanwhile says so', async () => {
    const { says, presses } = await customer([...PIPES, { id: 99, title: 'Труба пропавшая' }]);
    await says('/search пропавшая');
    expect(await presses('Труба пропавшая')).toMatch(/^Этого товара больше нет/);
    expect(await presses('‹ Назад')).toMatch(/нашёлся 1 товар/);
  });

  it('shows the last page when there are fewer by now', async () => {
    const wares = [...PIPES];
    const { says, presses } = await customer(wares);
    await says('/search труба');
    wares.splice(4, 14);
    expect(await presses('Ещё')).toMatch(/нашлось 5 товаров\n\n1\. [\s\S]*\n5\. Труба 19\n.*$/);
  });
});

describe('similar goods', () => {
  it('are offered for what is out of stock only, and lead to their cards and back', async () => {
    const { says, presses, wire, chosen } = await customer();
    await says('/search труба');
    await presses('Труба 1 ');
    expect(labels(wire)).not.toContain('Похожие товары');
    await says('/search 19');
    expect(await presses('Труба 19')).toMatch(/Нет в наличии/);
    expect(await presses('Похожие товары')).toMatch(
      /^Похоже на «Труба 19»\n\n1\. Труба 1\n[\s\S]*Страница 1 из 3$/,
    );
    expect(await presses('Ещё')).toMatch(/Страница 2 из 3$/);
    expect(await presses('Труба 12')).toMatch(/^Труба 12\n/);
    for (const where of [/^Похоже на «Труба 19»\n[\s\S]*Страница 2/, /^Труба 19\n/, /«19» нашёлся 1 товар/])
      expect(await presses('‹ Назад')).toMatch(where);
    expect(chosen.map(([, id]) => id)).toEqual([1, 19]);
  });

  it('may be none, or not to be had at the moment', async () => {
    const { says, presses, shut } = await customer();
    await says('/search кран');
    await presses('Кран');
    shut(true);
    expect(await presses('Похожие товары')).toMatch(/^Поиск сейчас не работает/);
    shut(false);
    expect(await presses('Повторить')).toMatch(/^Похожих товаров сейчас нет/);
    expect(await presses('‹ Назад')).toMatch(/^Кран\n/);
  });
});

it('a conversation that stood in the catalogue before there was a search goes on', async () => {
  const { says, presses, db, conversation } = await customer();
  await says('/catalog');
  const { id } = await conversation('anna');
  const trail = [
    { kind: 'section', id: null, page: 1 },
    { kind: 'section', id: 2, page: 1 },
    { kind: 'product', id: 21 },
  ];
  const old = { name: 'catalogue', version: 1, step: 'browse', data: { trail } };
  await sql`update conversations set dialogue = ${JSON.stringify(old)} where id = ${id}`.execute(db);
  expect(await says('труба')).toMatch(/нашлось 19 товаров/);
  expect(await presses('‹ Назад')).toMatch(/^Кран\n/);
  expect(await presses('‹ Назад')).toMatch(/^Каталог › Краны/);
});
