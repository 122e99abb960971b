import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '#test/any-text.ts';
import { phraseKeyOf } from './phrase-key.ts';

describe('the key of a phrase', () => {
  it.each([
    ['муфты ПНД 20х1/2', 'пнд муфта 20 x 1/2'],
    ['Труба пвх 20', 'мне, пожалуйста, труба ПВХ 20'],
    ['жёлтая краска', 'краска желтая'],
  ])('%s is that of %s', (one, other) => {
    expect(phraseKeyOf(one)).toBe(phraseKeyOf(other));
    expect(phraseKeyOf(one)).not.toBe('');
  });

  it.each([
    ['труба 20', 'труба 25'],
    ['переходник 20 25', 'переходник 25 20'],
    ['кран белый', 'кран'],
  ])('%s is not that of %s', (one, other) => {
    expect(phraseKeyOf(one)).not.toBe(phraseKeyOf(other));
  });

  it.each(['', '20', '1/2 20х30', 'м', 'ё 5', '?!', 'пожалуйста'])('«%s» has none', (phrase) => {
    expect(phraseKeyOf(phrase)).toBe('');
  });

  it('answers every text', () => {
    fc.assert(fc.property(anyText(60), (text) => typeof phraseKeyOf(text) === 'string'));
  });
});
