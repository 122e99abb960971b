import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkify } from './linkify.ts';

const links = (text: string): readonly (string | null)[] =>
  linkify(text).flatMap(({ href }) => (href === null ? [] : [href]));

describe('linkify', () => {
  it.each([
    ['see https://a.example/x.', ['https://a.example/x']],
    ['(https://a.example/x)', ['https://a.example/x']],
    ['https://a.example/wiki/Pipe_(fluid)', ['https://a.example/wiki/Pipe_(fluid)']],
    ['«http://a.example/»', ['http://a.example/']],
    ['https://пример.рф/путь?а=б', ['https://xn--e1afmkfd.xn--p1ai/%D0%BF%D1%83%D1%82%D1%8C?%D0%B0=%D0%B1']],
    ['HTTPS://A.EXAMPLE', ['https://a.example/']],
    ['https://a.example, https://b.example!', ['https://a.example/', 'https://b.example/']],
  ])('finds the addresses in %s', (text, found) => {
    expect(links(text)).toEqual(found);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,<b>',
    'ftp://a.example',
    'https://',
    'mailto:a@b.example',
    'xhttps//a',
  ])('makes no link of %s', (text) => expect(links(text)).toEqual([]));

  it('loses no character and links to nothing but http and https', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl(),
      fc.constantFrom('javascript:', '"><', '))', 'https://'),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const text = parts.join(' ');
        expect(
          linkify(text)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
        for (const href of links(text)) expect(href).toMatch(/^https?:\/\//);
      }),
    );
  });
});
