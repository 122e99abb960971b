import { describe, expect, it } from 'vitest';
import { amendmentOf } from './amendment.ts';

const lines = [
  { id: 1, title: 'Канал.труба 50х1,8х2000 мм', said: 'труба пвх 50 2 метра 5 шт', qty: '5.000' },
  { id: 2, title: 'Муфта PPR PN25 S20*20', said: 'муфта пп 20 10шт', qty: '10.000' },
  { id: 3, title: 'Хомут пластиковый 50', said: 'хомуты', qty: '20.000' },
  { id: 4, title: 'Кран шар.Bugatti 1/2', said: 'кран бугатти 1/2 2 шт', qty: '2.000' },
  { id: 5, title: 'тройник 50 45', said: 'нужен тройник 50 45 - 6 штук', qty: '6.000' },
];
const to = (lineId: number, qty: string | null) => [{ lineId, qty }];

describe('S3-17: what a cart is corrected by', () => {
  it.each([
    ['нет, не 5 а 7', to(1, '7')],
    ['не 5, а 7!', to(1, '7')],
    ['ой, труб не 5 шт, а 7 шт', to(1, '7')],
    ['муфты не 10 а 12,5', to(2, '12.5')],
    ['муфт 7 а не 10', to(2, '7')],
    ['муфт 7 штук вместо 10 пожалуйста', to(2, '7')],
    ['ой тройников не 6 а 4 и кран не надо', [...to(5, '4'), ...to(4, null)]],
    ['убери хомуты', to(3, null)],
    ['Уберите, пожалуйста, хомуты из заказа', to(3, null)],
    ['хомуты не нужны', to(3, null)],
    ['кран бугатти 1/2 уберите', to(4, null)],
    ['трубу 50 вычеркните', to(1, null)],
    ['убери хомуты и тройник', [...to(3, null), ...to(5, null)]],
    ['хомуты убери, тройники не 6 а 8', [...to(3, null), ...to(5, '8')]],
  ])('%s', (text, changes) => {
    expect(amendmentOf(text, lines)).toEqual(changes);
  });

  it('is asked about when several lines may be meant, or none', () => {
    const twice = [...lines, { id: 6, title: 'Муфта компрессионная d20', said: null, qty: '5' }];
    expect(amendmentOf('не 5 а 7', twice)).toBe('unclear');
    expect(amendmentOf('убери муфту', twice)).toBe('unclear');
    expect(amendmentOf('не 3 а 7', lines)).toBe('unclear');
    expect(amendmentOf('муфты не 11 а 7', lines)).toBe('unclear');
    expect(amendmentOf('муфты не 10 а 7, муфты уберите', lines)).toBe('unclear');
  });

  it.each([
    'труба не 50 а 110',
    'убери всё',
    'убери 5 хомутов',
    'отмените заказ',
    'ничего не надо',
    'не нужна бетономешалка',
    'муфта 20 5 шт',
    'убери хомуты, добавь муфту 32 3 шт',
    'муфты не 0 а 0',
    'а 7',
    '',
  ])('%j is no correction of these lines', (text) => {
    expect(amendmentOf(text, lines)).toBeUndefined();
  });

  it('nor is anything while nothing is in the cart', () => {
    expect(amendmentOf('не 5 а 7', [])).toBeUndefined();
  });
});
