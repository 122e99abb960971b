import { describe, expect, it } from 'vitest';
import { found, hit } from '../testing.ts';
import { nothingReply, resultsReply, similarReply, unavailableReply } from './results.ts';

const RU = { locale: 'ru', narrow: true } as const;
const EN = { locale: 'en', narrow: true } as const;
const OFFERS = [
  { dialogue: 'menu', command: 'menu', title: 'Меню', about: '', key: true },
  { dialogue: 'talk-to-person', command: 'operator', title: 'Позвать человека', about: '', key: true },
];

const pipe = hit({ id: 7, title: 'Труба ПВХ 20', price: '45.50', stock: '0' }, 9);

describe('what was found', () => {
  it.each([
    [1, 'По запросу «труба» нашёлся 1 товар', '1 product found for “труба”'],
    [2, 'По запросу «труба» нашлось 2 товара', '2 products found for “труба”'],
    [5, 'По запросу «труба» нашлось 5 товаров', '5 products found for “труба”'],
    [11, 'По запросу «труба» нашлось 11 товаров', '11 products found for “труба”'],
    [21, 'По запросу «труба» нашёлся 21 товар', '21 products found for “труба”'],
    [1000, 'По запросу «труба» нашлось 1 000 товаров или больше', '1,000 products or more found for “труба”'],
  ])('%i are counted in words', (total, russian, english) => {
    const page = found([pipe], { total, more: total === 1000 });
    expect(resultsReply(page, 'труба', RU).text.replace(/\s/g, ' ')).toBe(russian);
    expect(resultsReply(page, 'труба', EN).text).toBe(english);
  });

  it('tells how it was read, which words were not found, that it is a guess, and the page', () => {
    const page = found([{ ...pipe, missed: ['асдф'] }], {
      total: 23,
      page: 2,
      pages: 3,
      corrected: 'труба пвх 20',
      unknown: ['асдф', 'йцук'],
      unsure: true,
    });
    expect(resultsReply(page, 'nhe,f gd[ 20', RU).text).toBe(
      [
        'По запросу «nhe,f gd[ 20» нашлось 23 товара',
        'Показываю результаты для «труба пвх 20»',
        'Не нашёл слов: асдф, йцук',
        'Показываю самое близкое.',
        'Страница 2 из 3',
      ].join('\n'),
    );
    expect(resultsReply({ ...page, unknown: ['асдф'] }, 'асдф', RU).text).toContain('Не нашёл слово: асдф');
  });

  it('does not apologise when many are equally good', () => {
    const page = found([pipe, { ...pipe, missed: ['пвх'] }], { unsure: true });
    expect(resultsReply(page, 'труба', RU).text).not.toMatch(/самое близкое/);
  });

  it('does not call the same words another reading', () => {
    expect(resultsReply(found([pipe], { corrected: 'труба пвх' }), 'Труба ПВХ', RU).text).not.toMatch(
      /Показываю/,
    );
  });

  it('has a button for each, which knows its position, and buttons for the pages beside', () => {
    const { buttons } = resultsReply(found([pipe], { total: 17, page: 2, pages: 3 }), 'труба', RU);
    expect(buttons).toEqual([
      [{ label: expect.stringMatching(/^Труба ПВХ 20 · 45,50\s₽ · нет$/), value: 'product:7:9' }],
      [
        { label: '‹ Раньше', value: 'page:1' },
        { label: 'Ещё ›', value: 'page:3' },
      ],
    ]);
  });

  it('keeps long words short', () => {
    const long = 'щ'.repeat(300);
    const page = found([pipe], { corrected: 'ц'.repeat(300), unknown: Array(50).fill(long) });
    expect(resultsReply(page, long, RU).text.length).toBeLessThan(600);
    for (const { label } of nothingReply(page, long, { ...RU, offers: [] }).buttons?.flat() ?? [])
      expect(label.length).toBeLessThanOrEqual(48);
  });
});

describe('nothing found', () => {
  const nothing = (fields: Parameters<typeof found>[1], query: string) =>
    nothingReply(found([], fields), query, { ...RU, offers: OFFERS });

  it('leads to the catalogue and to a person', () => {
    expect(nothing({ unknown: ['абырвалг'] }, 'абырвалг')).toEqual({
      text: expect.stringMatching(/^По запросу «абырвалг» ничего не нашлось\.\nПопробуйте/),
      buttons: [
        [
          { label: 'Каталог', value: 'home' },
          { label: 'Позвать человека', value: 'start:talk-to-person' },
        ],
      ],
    });
  });

  it('names the words that are to blame when others are known', () => {
    expect(nothing({ unknown: ['абырвалг'] }, 'труба абырвалг').text).toContain('Не нашёл слово: абырвалг');
  });

  it('offers another reading', () => {
    const { text, buttons } = nothing({ corrected: 'труба' }, 'nhe,f');
    expect(text).toContain('Может быть, вы искали «труба»?');
    expect(buttons?.[0]).toEqual([{ label: 'Искать «труба»', value: 'find:труба' }]);
  });

  it('offers nobody who may not be called', () => {
    const { buttons } = nothingReply(found([]), 'труба', { ...RU, offers: [] });
    expect(buttons).toEqual([[{ label: 'Каталог', value: 'home' }]]);
  });
});

it('a search that is down can be tried again', () => {
  expect(unavailableReply('find:труба', 'ru')).toEqual({
    text: expect.stringMatching(/^Поиск сейчас не работает/),
    buttons: [
      [
        { label: 'Повторить', value: 'find:труба' },
        { label: 'Каталог', value: 'home' },
      ],
    ],
  });
});

describe('similar goods', () => {
  it('are named after the one they are like, and count as no hits', () => {
    const reply = similarReply({ items: [pipe], page: 1, pages: 2 }, 'Труба ПВХ 25', RU);
    expect(reply.text).toBe('Похоже на «Труба ПВХ 25»\nСтраница 1 из 2');
    expect(reply.buttons?.flat().map(({ value }) => value)).toEqual(['product:7', 'page:2']);
    expect(similarReply({ items: [pipe], page: 1, pages: 1 }, undefined, RU).text).toBe('Похожие товары');
  });

  it('may be none', () => {
    const reply = similarReply({ items: [], page: 1, pages: 1 }, 'Труба ПВХ 25', RU);
    expect(reply).toEqual({
      text: 'Похожих товаров сейчас нет.',
      buttons: [[{ label: 'Каталог', value: 'home' }]],
    });
  });
});
