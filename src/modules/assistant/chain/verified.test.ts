import { describe, expect, it } from 'vitest';
import type { WantedLine } from '../contract.ts';
import type { SaidLine } from './answer.ts';
import { verified } from './verified.ts';

const local = (title: string, more: Partial<WantedLine> = {}): WantedLine => ({
  ...{ title, qty: null, unit: null, again: false, loose: false, said: title },
  ...more,
});
const said = (title: string, qty: string | null = null, unit: SaidLine['unit'] = null): SaidLine => ({
  ...{ title, qty, unit },
});
const read = (lines: readonly SaidLine[], text: string, locals: readonly WantedLine[] = []) =>
  verified(lines, text, { lines: locals, left: 0, order: 'certain' });

describe('the lines of a model', () => {
  it('keep the words that were typed, and "as last time"', () => {
    const text = 'трубы пвх 20 - 10шт, и хомуты как в прошлый раз';
    const locals = [
      local('трубы пвх 20', { qty: '10', unit: 'piece', said: 'трубы пвх 20 - 10шт' }),
      local('хомуты', { again: true, said: 'хомуты как в прошлый раз' }),
    ];
    expect(read([said('Хомут'), said('Труба ПВХ 20', '10')], text, locals)).toEqual([
      local('Хомут', { again: true, said: 'хомуты как в прошлый раз' }),
      local('Труба ПВХ 20', { qty: '10', unit: 'piece', said: 'трубы пвх 20 - 10шт' }),
    ]);
  });

  it('have one of a thing of which no amount was said', () => {
    expect(read([said('муфта')], 'муфта')).toMatchObject([{ title: 'муфта', qty: '1' }]);
  });

  it('take the amount of the local parser where the model says none, unless it may be a size', () => {
    const certain = [local('муфта', { qty: '5', unit: 'pack' })];
    expect(read([said('муфта')], 'муфта 5 уп', certain)).toMatchObject([{ qty: '5', unit: 'pack' }]);
    const loose = [local('муфта', { qty: '20', loose: true })];
    expect(read([said('муфта 20')], 'муфта 20', loose)).toMatchObject([{ qty: '1', loose: false }]);
    expect(read([said('муфта', '20')], 'муфта 20', loose)).toMatchObject([{ qty: '20', loose: true }]);
  });

  it('that were cut down have the amount of the text, and none where that is no amount', () => {
    const many = [local('кирпич', { qty: '20000', unit: 'piece' })];
    expect(read([said('кирпич', '10000')], 'кирпич 20 000 шт', many)).toMatchObject([{ qty: '20000' }]);
    expect(read([said('кирпич', '10000')], 'кирпич')).toMatchObject([{ qty: '10000' }]);
    const absurd = [local('кирпич', { unit: 'piece', unbelieved: true })];
    const text = 'кирпич 99999999999 шт';
    for (const qty of [null, '10000'])
      expect(read([said('кирпич', qty)], text, absurd)).toMatchObject([{ unbelieved: true }]);
    expect(read([said('кирпич', '99')], text, absurd)?.[0]).not.toHaveProperty('unbelieved');
  });

  it.each([
    ['another form', 'Труба', 'трубы 20'],
    ['a typing error', 'Труба', 'турба 20'],
    ['a code', 'WAGO 222-413', 'wago222413'],
    ['a yo', 'Счётчик', 'счетчик'],
    ['Latin letters', 'Труба', 'truba 3 sht'],
    ['the other keyboard', 'Муфта', 'veanf 5 in'],
    ['a brand by ear', 'Bosch', 'дрель бош'],
  ])('may write a word otherwise: %s', (_, title, text) => {
    expect(read([said(title)], text)).toHaveLength(1);
  });

  it('without anything of the text are dropped, and with more than a few of them nothing is believed', () => {
    const text = 'труба, муфта, хомут, кран';
    const good = ['труба', 'муфта', 'хомут', 'кран'].map((title) => said(title));
    expect(read([...good, said('Яхта'), said('Остров')], text)?.map(({ title }) => title)).toEqual([
      'труба',
      'муфта',
      'хомут',
      'кран',
    ]);
    expect(read([...good, said('Яхта'), said('Остров'), said('Слиток')], text)).toBeUndefined();
    expect(read([said('Яхта')], text)).toBeUndefined();
    expect(read([said('труба'), said('Яхта'), said('Остров')], text)).toBeUndefined();
    expect(read([], text)).toEqual([]);
  });

  it('are those of the local parser, though it was typed in Latin letters', () => {
    const locals = [local('truba', { qty: '3', unit: 'piece', said: 'truba 3 sht' })];
    expect(read([said('Труба')], 'truba 3 sht', locals)).toEqual([
      local('Труба', { qty: '3', unit: 'piece', said: 'truba 3 sht' }),
    ]);
  });

  it('are followed by what is counted in the text and was left out, but by nothing that is told otherwise', () => {
    const locals = [
      local('трубы пвх 20', { qty: '10', unit: 'piece' }),
      local('хомуты', { qty: '3' }),
      local('доставка до', { qty: null }),
      local('муфта', { qty: '20', loose: true }),
    ];
    const text = 'трубы пвх 20 - 10 шт, 3 хомута, доставка до Клина, муфта 20';
    expect(read([said('Труба ПВХ 20', '10')], text, locals)?.map(({ title, qty }) => [title, qty])).toEqual([
      ['Труба ПВХ 20', '10'],
      ['хомуты', '3'],
    ]);
    expect(read([said('Труба ПВХ'), said('Хомут', '3')], text, locals)).toHaveLength(2);
    expect(read([], text, locals)).toEqual([]);
  });

  it('stand for one thing each, though two are alike', () => {
    const locals = [
      local('муфта белая', { qty: '5', unit: 'piece' }),
      local('муфта чёрная', { qty: '7', unit: 'pack' }),
    ];
    const lines = read(
      [said('муфта черная'), said('муфта белая')],
      'муфта белая 5 шт, муфта чёрная 7 уп',
      locals,
    );
    expect(lines?.map(({ qty, unit }) => [qty, unit])).toEqual([
      ['7', 'pack'],
      ['5', 'piece'],
    ]);
  });
});
