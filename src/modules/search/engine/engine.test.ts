import { describe, expect, it } from 'vitest';
import type { Engine } from './engine.ts';
import { ask, engineOf, idsOf } from './testing.ts';

/** A small made-up shop. */
const SHOP = [
  'Вентиль угловой латунный 1/2" | Сантехника / Вентили',
  'Вентиль угловой латунный 1 1/2" | Сантехника / Вентили',
  'Вентиль прямой латунный 3/4" | Сантехника / Вентили',
  'Лейка душевая Bosch круглая, хром | Сантехника / Лейки',
  'Лейка душевая прямоугольная, белая | Сантехника / Лейки',
  'Саморез кровельный 4,8х35 мм, зелёный | Крепёж / Саморезы',
  'Саморез кровельный 4,8х70 мм, зелёный | Крепёж / Саморезы',
  'Саморез 3,5х45 мм, жёлтый | Крепёж / Саморезы',
  'Переход трубный 3,5 на 45, сталь | Трубы',
  'Труба полиэтиленовая ПЭ 100 SDR 11, 32 мм | Трубы',
  'Труба медная 22 мм, в бухте | Трубы',
  'Подводка гибкая VX-900/12, 60 см | Сантехника',
  'Краска фасадная 10 л, белая | Краски',
  'Грунтовка глубокого проникновения 10 л | Краски',
  'Отвёртка крестовая PH2х100 | Инструмент',
  'Отвёртка плоская SL5х75 | Инструмент',
];

const shop = (): Engine => engineOf(...SHOP);
const titleOf = (id: number | undefined): string => SHOP[(id ?? 0) - 1]?.split(' | ')[0] ?? '';
const first = (text: string): string => titleOf(idsOf(shop(), text)[0]);

describe('the first hit', () => {
  it.each([
    ['вентиль угловой 1/2', SHOP[0]],
    ['вентиль угловой 1 1/2', SHOP[1]],
    ['вентили прямые', SHOP[2]],
    ['ventil pryamoy', SHOP[2]],
    ['dtynbkm ghzvjq', SHOP[2]],
    ['вeнтиль пpямoй', SHOP[2]],
    ['винтиль прямой', SHOP[2]],
    ['лейка бош', SHOP[3]],
    ['лека прямоуголная', SHOP[4]],
    ['саморез 4.8*70', SHOP[6]],
    ['саморез 4,8 на 70', SHOP[6]],
    ['саморез 3,5 на 45', SHOP[7]],
    ['переход 3,5 на 45', SHOP[8]],
    ['труба ф22', SHOP[10]],
    ['труба 22мм', SHOP[10]],
    ['vx900 12', SHOP[11]],
    ['вх900/12', SHOP[11]],
    ['грунт 10л', SHOP[13]],
    ['добрый день, есть отвертка крест.?', SHOP[14]],
    ['отвертка рн2', SHOP[14]],
  ])('for %s', (text, line) => expect(first(text)).toBe(line?.split(' | ')[0]));

  it('is of the kind that was asked for rather than of the same size', () => {
    const engine = engineOf(
      'Саморез 3,5х40',
      'Саморез 4х50',
      'Саморез 5х60',
      'Переход 3,5 на 45',
      'Труба 3,5 на 45',
    );
    expect(idsOf(engine, 'саморез 3,5 на 45')[0]).toBe(1);
  });

  it('is the shorter title where both have all the words', () => {
    expect(
      idsOf(engineOf('Ключ рожковый 12 мм с ручкой и чехлом', 'Ключ рожковый 12 мм'), 'ключ 12 мм')[0],
    ).toBe(2);
  });

  it('is the product that came first among equals, however often it was replaced', () => {
    const engine = engineOf('Ключ 12', 'Ключ 12');
    engine.put({ id: 1, title: 'Ключ 12', context: '', hidden: false });
    expect(idsOf(engine, 'ключ 12')).toEqual([1, 2]);
  });
});

describe('an answer', () => {
  it('says which words matched, how, and which are missed', () => {
    const [hit] = ask(shop(), 'винтиль угловая 3/8').hits;
    const kinds = Object.fromEntries(
      (hit?.matches ?? []).map(({ typed, found, kind }) => [typed, [found, kind]]),
    );
    expect(kinds).toMatchObject({ винтиль: ['вентиль', 'typo'], угловая: ['угловой', 'form'] });
    expect(hit?.missed).toEqual(['3/8']);
    expect(hit?.share).toBe(1);
    expect(hit?.coverage).toBeGreaterThan(0.3);
    expect(hit?.coverage).toBeLessThan(1);
  });

  it('covers the whole query where everything is found, pieces of a code with it', () => {
    const [hit] = ask(shop(), 'VX90012').hits;
    expect(hit).toMatchObject({ coverage: 1, missed: [] });
  });

  it('calls a category word a match of the context', () => {
    const kinds = ask(engineOf('Изделие 7 | Светильники'), 'светильник 7').hits[0]?.matches.map(
      ({ kind }) => kind,
    );
    expect(kinds).toContain('context');
  });

  it.each([
    ['dtynbkm', 'вентиль'],
    ['винтиль лтунный', 'вентиль латунный'],
    ['вентиль', null],
    ['вентили угловые', null],
    ['ventil', null],
  ])('reads %s as %s', (text, corrected) => expect(ask(shop(), text).corrected).toBe(corrected));

  it('mends with words of the best hit only', () => {
    const engine = engineOf('Вентиль угловой', 'Тубус чёрный');
    expect(ask(engine, 'винтиль угловой тула').corrected).toBe('вентиль угловой тула');
  });

  it('names the words that no product has', () => {
    expect(ask(shop(), 'вентиль фьюжн').unknown).toEqual(['фьюжн']);
    expect(ask(shop(), 'вентиль').unknown).toEqual([]);
  });

  it.each(['', ' ', 'здравствуйте', 'есть?', 'почем', '??', '%', '\u0000'])('to %j is empty', (text) =>
    expect(ask(shop(), text)).toMatchObject({ empty: true, hits: [], corrected: null, unknown: [] }),
  );

  it('to words that nothing has is not empty, but has no hits', () => {
    expect(ask(shop(), 'космолёт')).toMatchObject({ empty: false, hits: [], unknown: ['космолет'] });
  });

  it('is unsure where a number is missed, or others are as good', () => {
    expect(ask(shop(), 'вентиль угловой 3/8').unsure).toBe(true);
    expect(ask(engineOf('Ключ 12', 'Ключ 12'), 'ключ 12').unsure).toBe(true);
    expect(ask(shop(), 'вентиль прямой 3/4').unsure).toBe(false);
  });

  it('leaves out what covers almost nothing', () => {
    const engine = engineOf('Вентиль угловой латунный', 'Ведро латунное', 'Краска 10 л');
    expect(idsOf(engine, 'вентиль угловой латунный с ручкой 10')).toEqual([1]);
  });

  it('is not put off by repeated words', () => {
    expect(idsOf(shop(), 'вентиль '.repeat(50))).toEqual(idsOf(shop(), 'вентиль'));
    expect(ask(engineOf('Брусок 40х40х40', 'Брусок 40х20'), 'брусок 40 40 40').hits[0]).toMatchObject({
      productId: 1,
      coverage: 1,
    });
  });

  it('has no more hits than wanted', () => {
    expect(ask(shop(), 'вентиль', { limit: 2 }).hits).toHaveLength(2);
    expect(ask(shop(), 'вентиль', { limit: 0 }).hits).toEqual([]);
  });
});

describe('hidden products', () => {
  const engine = engineOf('Вентиль угловой', 'Кран шаровой');
  engine.put({ id: 3, title: 'Вентиль секретный Квазар', context: '', hidden: true });

  it('are found by those who may see them only', () => {
    expect(idsOf(engine, 'вентиль')).toEqual([1]);
    expect(idsOf(engine, 'вентиль', { withHidden: true })).toEqual([1, 3]);
    expect(idsOf(engine, 'квазар', { withHidden: true })).toEqual([3]);
  });

  it('lend no words to customers', () => {
    expect(ask(engine, 'квазар')).toMatchObject({ hits: [], unknown: ['квазар'], corrected: null });
    expect(ask(engine, 'квазор').corrected).toBeNull();
  });

  it('are seen again when they are shown', () => {
    const own = engineOf('Вентиль угловой');
    own.put({ id: 1, title: 'Вентиль угловой', context: '', hidden: true });
    expect(idsOf(own, 'вентиль')).toEqual([]);
    own.put({ id: 1, title: 'Вентиль угловой', context: '', hidden: false });
    expect(idsOf(own, 'вентиль')).toEqual([1]);
  });
});

describe('kinds of matches', () => {
  it.each([
    ['ventil', 'transliteration'],
    ['бош', 'transliteration'],
    ['dtynbkm', 'layout'],
    ['вентиль', 'exact'],
    ['вентилей', 'form'],
    ['винтиль', 'typo'],
    ['прямоуг', 'prefix'],
    ['35', 'number'],
    ['vx900/12', 'code'],
  ])('of %s is %s', (text, kind) => {
    const kinds = ask(shop(), text).hits.flatMap(({ matches }) => matches.map((match) => match.kind));
    expect(kinds).toContain(kind);
  });
});
