import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalSku } from '#modules/catalogue/index.ts';
import { pinKeysOf } from './pins.ts';

const normals = (text: string): string[] => pinKeysOf(text).skus.map(({ normal }) => normal);

describe('S3-17: skus in a query', () => {
  it.each([
    ['AB-001', 'AB-001'],
    ['AB-001', 'ab001'],
    // Typed on a Russian keyboard.
    ['AB-001', 'ав 001'],
    ['7', '7'],
    ['%', '%'],
    ['F2221-5', 'муфта F2221-5 есть?'],
    ['PR-20/32', 'белый pr 20 32, 2 шт'],
    ['46001234', 'кран 4600 1234'],
  ])('%j is found in %j', (sku, text) => {
    expect(normals(text)).toContain(normalSku(sku));
  });

  it.each([
    ['20', 'труба 20'],
    ['4600123', 'кран 4600123'],
    ['AB-1', 'кран AB-1'],
    ['ТРУБА', 'труба 20'],
  ])('%j is not in %j: it could be anything', (sku, text) => {
    expect(normals(text)).not.toContain(normalSku(sku));
  });

  it('are none in nothing', () => {
    expect(normals('')).toEqual([]);
  });

  it.each([
    ['1/2', true],
    ['2,5', true],
    ['3х25', true],
    ['12', true],
    ['123456', false],
    ['М8', false],
    ['12-АБ', false],
  ])('%j must be written so: %s', (text, strict) => {
    expect(pinKeysOf(text).skus[0]).toMatchObject({ strict });
  });

  it.each([
    ['4600001234567', '4600001234567'],
    ['4 600001 234567', '4600001234567'],
    ['12345678', '12345678'],
    ['1234567', null],
    ['штрихкод 4600001234567', null],
    ['1'.repeat(33), null],
  ])('the barcode of %j is %j', (text, barcode) => {
    expect(pinKeysOf(text).barcode).toBe(barcode);
  });

  it('are few and short, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const { skus } = pinKeysOf(text);
        expect(skus.length).toBeLessThanOrEqual(100);
        for (const { normal, typed } of skus) {
          expect(normal.length).toBeLessThanOrEqual(100);
          expect(normalSku(typed)).toBe(normal);
        }
      }),
    );
  });
});
