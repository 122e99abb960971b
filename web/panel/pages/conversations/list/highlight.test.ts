import { describe, expect, it } from 'vitest';
import { excerptOf, piecesOf } from './highlight.ts';

const marked = (pieces: ReturnType<typeof piecesOf>): string =>
  pieces.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('');

describe('the words that were searched', () => {
  it.each([
    ['Труба ПВХ и труба медная', 'труба', '[Труба] ПВХ и [труба] медная'],
    ['Нужна труба ПВХ 20', 'труба пвх', 'Нужна [труба ПВХ] 20'],
    ['ПВХ труба', 'труба пвх', '[ПВХ] [труба]'],
    ['цена (опт)?', '(опт)?', 'цена [(опт)?]'],
    ['ничего', 'труба', 'ничего'],
    ['ничего', '  ', 'ничего'],
  ])('%s: %s', (text, words, expected) => {
    expect(marked(piecesOf(text, words))).toBe(expected);
  });

  it('keep every sign of the text', () => {
    const text = 'а😀б\nА.Б. а';
    expect(
      piecesOf(text, 'а')
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });
});

describe('an excerpt', () => {
  it('shows the surroundings of the first hit from the start of a word', () => {
    const text = `${'слово '.repeat(50)}нашлось здесь ${'ещё '.repeat(100)}`;
    const excerpt = marked(excerptOf(text, 'нашлось'));
    expect(excerpt).toMatch(/^…слово (слово )*\[нашлось\] здесь ещё .*…$/);
    expect(excerpt.length).toBeLessThan(190);
  });

  it('leaves a short text whole, on one line', () => {
    expect(marked(excerptOf('Два\n  слова', 'слова'))).toBe('Два [слова]');
  });
});
