import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, CHANNELS } from '#test/actors/actor.ts';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import { type Goods, hide, stockUp } from './goods.ts';

const LONG = 'Перчатки рабочие трикотажные с ПВХ покрытием, 5 нитей, размер 10';

const screws: Goods[] = Array.from({ length: 19 }, (_, index) => ({
  title: `Саморез ${String(index + 1).padStart(2, '0')}`,
  sku: `СМ-${index + 1}`,
  price: `${index + 1}.50`,
  unit: 'шт',
}));

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
  await stockUp(office, {
    Инструмент: {
      Электроинструмент: {
        Дрели: [
          {
            title: 'Дрель ударная ДУ-750',
            sku: 'ДУ-750',
            price: '4590.00',
            unit: 'шт',
            stock: '12',
            description: 'Два режима. '.repeat(60),
            picture: true,
          },
          { title: 'Дрель-миксер ДМ-1100', sku: 'ДМ-1100', price: '0', stock: '-3' },
        ],
        Пилы: [{ title: 'Пила дисковая' }],
      },
    },
    Крепёж: screws,
    Спецодежда: [
      { title: LONG, price: null, unit: 'пара', pack: '10', stock: '1250.5' },
      { title: 'Каска белая', price: '1234.5', unit: 'шт' },
    ],
    Распродажа: [{ title: 'Последний молоток' }],
    Сезонное: [{ title: 'Лопата для снега' }, { title: 'Ледоруб' }],
  });
});
afterAll(() => office.close());

/** Opens the catalogue and goes down through these buttons. */
const goesTo = async (anna: Actor, ...labels: readonly string[]): Promise<void> => {
  await anna.says('/catalog');
  await anna.hears(/^Каталог/);
  for (const label of labels) {
    await anna.presses(label);
    await anna.hears(new RegExp(label.replace(/ \(.*| ·.*/, '')));
  }
};

describe.each(CHANNELS)('the catalogue on %s', (channel) => {
  it('S3-15: three levels of sections are browsed down and back, in one message', async () => {
    const anna = await office.person(channel);
    await anna.says('/start');
    await anna.hears(/Здравствуйте/);
    await anna.presses('Каталог');
    await anna.hears(/^Каталог/);
    const before = (await anna.heard()).length;
    expect((await anna.sees()).buttons).toContainEqual(['Инструмент (3)']);
    await anna.presses('Инструмент (3)');
    await anna.hears(/^Каталог › Инструмент\n\n3 товара/);
    await anna.presses('Электроинструмент (3)');
    await anna.hears(/Инструмент › Электроинструмент\n\n3 товара/);
    expect((await anna.sees()).buttons).toEqual([['Дрели (2)'], ['Пилы (1)'], ['‹ Назад', 'В начало']]);
    await anna.presses('Дрели (2)');
    await anna.hears(/Электроинструмент › Дрели\n\n2 товара/);
    for (const where of [/› Электроинструмент\n/, /› Инструмент\n/, /^Каталог$/]) {
      await anna.presses('‹ Назад');
      await anna.hears(where);
    }
    expect((await anna.sees()).buttons.flat()).not.toContain('‹ Назад');
    expect(await anna.heard()).toHaveLength(before);
  });

  it('S3-16: goods come by pages of eight, and a card tells price and stock', async () => {
    const anna = await office.person(channel);
    await goesTo(anna, 'Крепёж (19)');
    const first = await anna.sees();
    expect(first.text).toMatch(/19 товаров · Страница 1 из 3/);
    expect(first.buttons).toHaveLength(8 + 2);
    expect(first.buttons[0]?.[0]).toMatch(/^Саморез 01 · 1,50\s₽$/);
    expect(first.buttons.slice(8)).toEqual([['Ещё ›'], ['‹ Назад']]);
    await anna.presses('Ещё ›');
    await anna.hears(/Страница 2 из 3/);
    await anna.presses('Ещё ›');
    await anna.hears(/Страница 3 из 3/);
    const last = await anna.sees();
    expect(last.buttons.map(([label]) => label?.slice(0, 10))).toEqual([
      'Саморез 17',
      'Саморез 18',
      'Саморез 19',
      '‹ Раньше',
      '‹ Назад',
    ]);
    await anna.presses('‹ Раньше');
    await anna.hears(/Страница 2 из 3/);
    await anna.presses((await anna.sees()).buttons[3]?.[0] ?? '');
    expect(await anna.hears(/^Саморез 12\n/)).toMatch(
      /Артикул: СМ-12\nЦена: 12,50\s₽ за шт\nВ наличии: 5\sшт$/,
    );
    await anna.presses('‹ Назад');
    await anna.hears(/Страница 2 из 3/);
    await anna.presses((await anna.sees()).buttons[3]?.[0] ?? '');
    await anna.hears(/^Саморез 12\n/);
    await anna.presses('В начало');
    await anna.hears(/^Каталог$/);
  });

  it('shows a picture above the card, and a list in its place afterwards', async () => {
    const anna = await office.person(channel);
    await goesTo(anna, 'Инструмент (3)', 'Электроинструмент (3)', 'Дрели (2)');
    const [[drill = ''] = [], [mixer = ''] = []] = (await anna.sees()).buttons;
    expect(drill).toMatch(/^Дрель ударная ДУ-750 · 4\s590\s₽$/);
    expect(mixer).toBe('Дрель-миксер ДМ-1100 · цена по запросу · нет');
    await anna.presses(drill);
    expect(await anna.hears(/^Дрель ударная/)).toMatch(
      /Цена: 4\s590\s₽ за шт\nВ наличии: 12\sшт\n\nДва режима.*…$/,
    );
    expect(await anna.sees()).toMatchObject({
      picture: true,
      buttons: [['Добавить в заказ', 'Задать вопрос'], ['Описание целиком'], ['‹ Назад', 'В начало']],
    });
    await anna.presses('Описание целиком');
    expect(await anna.hears(/режима\.$/)).toHaveLength('Дрель ударная ДУ-750\n\n'.length + 60 * 12 - 1);
    expect(await anna.sees()).toMatchObject({ picture: false });
    await anna.presses('‹ Назад');
    await anna.hears(/Артикул: ДУ-750/);
    expect(await anna.sees()).toMatchObject({ picture: true });
    await anna.presses('‹ Назад');
    await anna.hears(/› Дрели\n/);
    expect(await anna.sees()).toMatchObject({ picture: false });
    await anna.presses(mixer);
    expect(await anna.hears(/^Дрель-миксер/)).toMatch(/Цена по запросу\nНет в наличии$/);
    expect(await anna.sees()).toMatchObject({ picture: false });
    const shown = (await anna.heard()).filter((text) => /^(\(photo\) )?(Каталог|Дрель)/.test(text));
    expect(channel === 'telegram' ? shown.slice(-1) : shown).toHaveLength(1);
  });

  it('leaves the end of a long title on its button, and says packs and quantities in full', async () => {
    const anna = await office.person(channel);
    await goesTo(anna, 'Спецодежда (2)');
    const [[helmet = ''] = [], [gloves = ''] = []] = (await anna.sees()).buttons;
    expect(helmet).toMatch(/^Каска белая · 1\s234,50\s₽$/);
    expect(gloves).toMatch(/^Перчатки .*….*размер 10 · цена по запросу$/);
    await anna.presses(gloves);
    expect(await anna.hears(/^Перчатки/)).toMatch(
      /^Перчатки.*размер 10\n\nАртикул: .*\nЦена по запросу\nПродаётся кратно: 10\sпара\nВ наличии: 1\s250,5\sпара$/,
    );
  });

  it('says so when a product was hidden or a section emptied meanwhile, and leads on', async () => {
    const anna = await office.person(channel);
    await goesTo(anna, 'Сезонное (2)');
    const shovel = (await anna.sees()).buttons.flat().find((label) => label.startsWith('Лопата')) ?? '';
    await hide(office, 'Лопата для снега');
    await anna.presses(shovel);
    await anna.hears(/Этого товара больше нет/);
    await anna.presses('‹ Назад');
    await anna.hears(/Сезонное\n\n1 товар$/);
    await anna.presses('‹ Назад');
    await anna.hears(/^Каталог$/);
    await hide(office, 'Ледоруб');
    await anna.presses('Сезонное (1)');
    await anna.hears(/нет товаров/);
    await anna.presses('‹ Назад');
    await anna.hears(/^Каталог$/);
    expect((await anna.sees()).buttons.flat().join()).not.toMatch(/Сезонное/);
    await hide(office, 'Ледоруб', false);
    await hide(office, 'Лопата для снега', false);
  });

  it('shows the last page when the one that was asked for has gone', async () => {
    const anna = await office.person(channel);
    await goesTo(anna, 'Крепёж (19)');
    await anna.presses('Ещё ›');
    await anna.hears(/Страница 2 из 3/);
    const gone = screws.slice(0, 12).map(({ title }) => title);
    for (const title of gone) await hide(office, title);
    await anna.presses('Ещё ›');
    await anna.hears(/Крепёж\n\n7 товаров$/);
    for (const title of gone) await hide(office, title, false);
  });

  it('goes on after a restart in the middle', async () => {
    const anna = await office.person(channel);
    await goesTo(anna, 'Крепёж (19)');
    await anna.presses('Ещё ›');
    await anna.hears(/Страница 2 из 3/);
    await office.restart();
    await anna.presses('Ещё ›');
    await anna.hears(/Страница 3 из 3/);
  });

  it('does nothing twice when the same update arrives twice', async () => {
    const anna = await office.person(channel);
    await goesTo(anna, 'Крепёж (19)');
    await anna.presses('Ещё ›');
    await anna.repeats();
    await anna.hears(/Страница 2 из 3/);
    await anna.presses('Ещё ›');
    await anna.hears(/Страница 3 из 3/);
    expect((await anna.heard()).join('\n')).not.toMatch(/не действует/);
  });

  it('takes the words on a button, and searches for other words', async () => {
    const anna = await office.person(channel);
    await goesTo(anna);
    await anna.says('распродажа (1)');
    await anna.hears(/Распродажа\n\n1 товар/);
    await anna.says('абырвалг');
    await anna.hears(/«абырвалг» ничего не нашлось/);
    await anna.presses('‹ Назад');
    await anna.hears(/Распродажа\n\n1 товар/);
  });

  it('speaks English, with its prices and plurals', async () => {
    const john = await office.person(channel, { language: 'en' });
    await john.says('/catalog');
    await john.hears(/^Catalogue$/);
    await john.presses('Спецодежда (2)');
    await john.hears(/2 products$/);
    expect((await john.sees()).buttons[0]?.[0]).toBe('Каска белая · ₽1,234.50');
  });
});

it('a second quick tap on a button that is being answered does nothing more', async () => {
  const anna = await office.person('telegram');
  await goesTo(anna);
  await Promise.all([anna.presses('Инструмент (3)'), anna.presses('Инструмент (3)')]);
  await anna.hears(/› Инструмент\n/);
  await anna.says('/help');
  await anna.hears(/Как начать/);
  expect((await anna.heard()).join('\n')).not.toMatch(/Электроинструмент\n|не действует/);
});

it('on Telegram nothing but the newest list stays behind a card with a picture', async () => {
  const anna = await office.person('telegram');
  await goesTo(anna, 'Инструмент (3)', 'Электроинструмент (3)', 'Дрели (2)');
  await anna.presses((await anna.sees()).buttons[0]?.[0] ?? '');
  await anna.hears(/^Дрель ударная/);
  await anna.presses('‹ Назад');
  await anna.hears(/› Дрели\n/);
  const { messages } = await office.telegram.chat(anna.userId);
  const standing = messages.filter(({ by, deleted }) => by === 'bot' && !deleted);
  expect(standing.map(({ text }) => text)).toEqual([expect.stringMatching(/› Дрели\n/)]);
  await anna.presses((await anna.sees()).buttons[0]?.[0] ?? '');
  await anna.hears(/^Дрель ударная/);
  const uploads = await office.telegram.outbox({ method: 'editMessageMedia', chat_id: anna.userId });
  expect(
    uploads.map(({ parameters }) => (parameters.media as { media: string }).media.startsWith('attach:')),
  ).toEqual([true, false]);
});

describe('an office that only begins', () => {
  let fresh: TestOffice;
  beforeAll(async () => {
    fresh = await openOffice();
  });
  afterAll(() => fresh.close());

  it('says kindly that there is nothing yet, and opens its only section at once', async () => {
    const people = await Promise.all(CHANNELS.map((channel) => fresh.person(channel)));
    for (const anna of people) {
      await anna.says('/catalog');
      await anna.hears(/пока нет товаров/);
    }
    await stockUp(fresh, { Всё: { Трубы: [{ title: 'Труба 20' }], Краны: [{ title: 'Кран' }] } });
    for (const anna of people) {
      await anna.says('/catalog');
      await anna.hears(/^Каталог › Всё\n\n2 товара$/);
      expect((await anna.sees()).buttons).toEqual([['Трубы (1)'], ['Краны (1)']]);
      await anna.presses('Трубы (1)');
      await anna.hears(/Трубы/);
    }
    await hide(fresh, 'Труба 20');
    await hide(fresh, 'Кран');
    for (const anna of people) {
      await anna.presses('‹ Назад');
      await anna.hears(/нет товаров/);
      await anna.presses('В начало');
      await anna.hears(/пока нет товаров/);
    }
  });
});
