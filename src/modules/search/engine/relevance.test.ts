import { describe, expect, it } from 'vitest';
import type { Engine } from './engine.ts';
import { ask, engineOf, idsOf } from './testing.ts';

const SHOP = [
  'Муфта 50 мм',
  'Муфта 40 мм',
  'Муфта 32 мм',
  'Хомут 50 мм',
  'Хомут стальной 40 мм',
  'Аэратор сетчатый 24',
  'Набор с накидной гайкой',
  'Полка настенная, срок поставки 7 дней',
  'Насос 48 л/мин. с баком',
  'Кабель ВВГ 3х2,5 ок',
  'Кабель ВВГ 3х1,5 мж',
  'Футорка 1/4',
  'Футорка 1/8',
  'Кран шаровой 1/2',
  'Шуруп кровельный 35',
  'Саморез чёрный 35',
];

const shop = (): Engine => engineOf(...SHOP);

describe('chatting', () => {
  it.each([
    'ок',
    'да',
    'ага, хорошо',
    'Понял, спасибо!',
    'до свидания',
    'ребята, вы работаете сегодня?',
    'до скольки работаете',
    'найдите мне пожалуйста',
    'у вас ещё есть?',
    'ok thanks',
    'ghbdtn',
    'cgfcb,j',
  ])('%j is empty, whatever titles say', (text) =>
    expect(ask(engineOf(...SHOP, 'Плакат да нет ок до найдите ещё'), text)).toMatchObject({
      empty: true,
      hits: [],
      unknown: [],
      corrected: null,
    }),
  );

  it('is no obstacle beside real words', () => {
    expect(idsOf(shop(), 'ребята, ищу муфту 40, есть ещё?')[0]).toBe(2);
  });

  it('is found in titles beside real words', () => {
    expect(ask(shop(), 'кабель ввг ок').hits[0]).toMatchObject({ productId: 10, coverage: 1 });
    expect(ask(shop(), 'кабель ввг ок').hits[0]?.matches).toContainEqual(
      expect.objectContaining({ typed: 'ок', found: 'ок', kind: 'exact' }),
    );
  });
});

describe('words about the shop', () => {
  it.each(['оператор', 'назад', 'доставка', 'доставку', 'сколько стоит доставка?'])(
    'are not taken for others: %s',
    (text) => {
      const { hits, corrected, unknown, empty } = ask(shop(), text);
      expect({ hits, corrected, empty }).toEqual({ hits: [], corrected: null, empty: false });
      expect(unknown).toHaveLength(1);
    },
  );

  it('are found where products have them', () => {
    expect(idsOf(engineOf('Доставка по городу', 'Поставка бетона'), 'доставка')).toEqual([1]);
  });

  it('leave words alone that only begin like them', () => {
    expect(idsOf(engineOf('Труба медная 15', 'Труба стальная 20'), 'меная')).toEqual([1]);
  });
});

describe('numbers', () => {
  it.each([
    ['утеплитель 50мм', 'утеплитель'],
    ['квазар 50', 'квазар'],
    ['зонтик 1/4 мм', 'зонтик'],
  ])('alone are no answer to %s', (text, word) =>
    expect(ask(shop(), text)).toMatchObject({ hits: [], unknown: [word], empty: false }),
  );

  it('are an answer where nothing else was typed', () => {
    expect(new Set(idsOf(shop(), '50 мм'))).toEqual(new Set([1, 4]));
  });

  it('do not hide the kind of product that was asked for', () => {
    expect(ask(shop(), 'кран 1/4 дюйма цена энск')).toMatchObject({ unsure: true, unknown: ['энск'] });
    expect(idsOf(shop(), 'кран 1/4 дюйма цена энск')).toEqual([14]);
  });

  it('leave a word unknown that is like others only, where nothing covers the query', () => {
    const engine = engineOf('Лампада 7', 'Кольцо 3');
    expect(ask(engine, 'лампарк 11 12 13 14 15 16')).toMatchObject({
      hits: [],
      unknown: expect.arrayContaining(['лампарк']),
    });
  });

  it('of article codes are an answer', () => {
    expect(idsOf(engineOf('Излив VX-900/12', 'Муфта 50'), 'запчасть vx90012')).toEqual([1]);
  });
});

describe('a word for the kind of product', () => {
  it('is missed where hits lack it, and the answer is unsure', () => {
    const answer = ask(engineOf('Полка дубовая', 'Стол сосновый'), 'паркет дубовый');
    expect(answer.unsure).toBe(true);
    expect(answer.hits.map(({ missed }) => missed)).toEqual([['паркет']]);
  });

  it('is not doubted for another word that nothing has', () => {
    expect(ask(shop(), 'футорка 1/8 энск')).toMatchObject({ unsure: false, unknown: ['энск'] });
  });
});

describe('a title word that begins the typed one', () => {
  it.each(['минвата', 'шуруповерт'])('must be most of it: %s', (text) =>
    expect(ask(shop(), text)).toMatchObject({ hits: [], unknown: [text] }),
  );

  it.each([
    ['кровельная', 'Лист кровельн. 2 м'],
    ['белый', 'Лист бел. 2 м'],
  ])('may be shortened with a full stop: %s', (text, title) =>
    expect(idsOf(engineOf(title, 'Лист медный 2 м'), text)).toEqual([1]),
  );

  it('may be short beside other words', () => {
    expect(idsOf(engineOf('Угольник нар. 20', 'Хомут 20'), 'угольник наружный')).toEqual([1]);
  });
});

describe('a word twice misspelled', () => {
  it('that begins otherwise is offered, not shown', () => {
    expect(ask(engineOf('Экопласт 20'), 'пенопласт')).toMatchObject({
      hits: [],
      corrected: 'экопласт',
      unknown: ['пенопласт'],
    });
  });

  it('is shown where it begins alike, or only its ending differs, too', () => {
    expect(idsOf(engineOf('Смеситель 20'), 'смессетель')).toEqual([1]);
    expect(idsOf(engineOf('Мастика битумная'), 'мсстику')).toEqual([1]);
  });

  it('is shown beside a number', () => {
    expect(idsOf(engineOf('Экопласт 20', 'Муфта 20'), 'пенопласт 20')).toEqual([1]);
  });

  it('is not offered while other words stay strange', () => {
    expect(ask(engineOf('Экопласт 20'), 'жмыхрин пенопласт')).toMatchObject({ hits: [], corrected: null });
  });

  it('of short words is not offered', () => {
    expect(ask(engineOf('Накид 20'), 'насиг')).toMatchObject({ hits: [], corrected: null });
  });
});

describe('kinds of matches', () => {
  const kindsOf = (engine: Engine, text: string): readonly string[] =>
    ask(engine, text).hits.flatMap(({ matches }) => matches.map(({ kind }) => kind));

  it('tell a transliteration, whatever alphabets a title mixes', () => {
    expect(kindsOf(engineOf('Cаморез 35'), 'samorez')).toEqual(['transliteration']);
  });

  it('tell a synonym in the category from the category itself', () => {
    const engine = engineOf('Машина МШ-7 | Болгарки');
    engine.setSynonyms([['болгарка', 'ушм']]);
    expect(kindsOf(engine, 'ушм')).toEqual(['synonym']);
    expect(kindsOf(engine, 'болгарка')).toEqual(['context']);
  });
});

it('does not depend on the order in which products came', () => {
  const titles = ['Бурав 5', 'Бурак 5', 'Бурат 5', 'Буран 5', 'Буратто 5', 'Бурашка 5'];
  const answerOf = (order: readonly number[]): unknown => {
    const engine = engineOf();
    for (const id of order) engine.put({ id, title: titles[id - 1] ?? '', context: '', hidden: false });
    return ask(engine, 'бурас 5').hits;
  };
  expect(answerOf([6, 4, 2, 5, 3, 1])).toEqual(answerOf([1, 2, 3, 4, 5, 6]));
});
