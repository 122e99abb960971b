import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSplitter } from './splitter.ts';

/** The elements of a list that comes in pieces of these lengths, again and again. */
const split = (text: string, lengths: readonly number[]): unknown[] => {
  const elements: unknown[] = [];
  const splitter = createSplitter({
    list: () => {},
    element: (value) => elements.push(value),
    extra: () => {},
  });
  for (let at = 0, turn = 0; at < text.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? 1;
    splitter.feed(text.slice(at, at + length));
    at += length;
  }
  splitter.end();
  return elements;
};
const failure = (text: string, lengths: readonly number[]): unknown => {
  try {
    return split(text, lengths);
  } catch (error) {
    return error;
  }
};

/** Long numbers are kept as their digits: here they count as the numbers they are. */
const rounded = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    typeof part === 'string' && /^-?\d[\d.eE+-]{15,}$/.test(part) ? Number(part) : part,
  );

const lengths = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 });
const space = fc.constantFrom('', ' ', '\n', '\t  ');

it('a list comes out as JSON.parse gives it, however it is cut', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue({ maxDepth: 4 })), space, lengths, (list, gap, cuts) => {
      const elements = list.map((element) => gap + JSON.stringify(element, null, gap));
      const text = `${gap}[${elements.join(`${gap},`)}${gap}]${gap}`;
      expect(rounded(split(text, cuts))).toEqual(rounded(JSON.parse(text)));
    }),
  );
});

it('what JSON.parse refuses is refused, at the same place however it is cut', () => {
  const put = fc.constantFrom('', ',', ']', '}', '"', '\\', 'x', '[', '\u0001', ':', '{');
  fc.assert(
    fc.property(fc.array(fc.jsonValue({ maxDepth: 3 })), fc.nat(), put, lengths, (list, place, odd, cuts) => {
      const whole = JSON.stringify(list);
      const at = 1 + (place % whole.length);
      const text = whole.slice(0, at) + odd + whole.slice(at + (odd === '' ? 1 : 0));
      const parsed = (() => {
        try {
          return JSON.parse(text) as unknown;
        } catch {
          return undefined;
        }
      })();
      if (parsed !== undefined) return void expect(rounded(split(text, cuts))).toEqual(rounded(parsed));
      const one = failure(text, cuts);
      expect(one).toMatchObject({ name: 'SourceError', code: 'syntax' });
      const { details } = one as { details: { position: number } };
      expect(failure(text, [text.length])).toMatchObject({ details: { position: details.position } });
    }),
    { numRuns: 500 },
  );
});

it.each([
  ['[1,]', 3],
  ['[,1]', 1],
  ['[1 2]', 3],
  ['[{"a":1,}]', 8],
  ['[{"a" 1}]', 6],
  ['["line\nbreak"]', 6],
  ['[""quoted""]', 3],
  ['[1', 2],
  ['[1]]', 3],
  ['', 0],
])('%j is wrong at %i', (text, position) => {
  expect(failure(text, [3])).toMatchObject({ code: 'syntax', details: { position } });
});

it('the error shows what stands around it', () => {
  const text = '[{"sku":"A-1","title":"Труба"},{"sku":"A-2",}, {"sku":"A-3"}]';
  const { details } = failure(text, [7]) as { details: { position: number; context: string } };
  expect(text[details.position]).toBe('}');
  expect(details.context).toContain('"A-2",}');
});

it('digits that floating point cannot hold are kept', () => {
  expect(split('[{"sku":12345678901234567890,"qty":1.5,"n":9007199254740991}]', [99])).toEqual([
    { sku: '12345678901234567890', qty: 1.5, n: 9007199254740991 },
  ]);
});

it('what is nested too deeply or too long is refused instead of eating the memory', () => {
  const deep = `[${'['.repeat(10_000)}${']'.repeat(10_000)}]`;
  expect(failure(deep, [999])).toMatchObject({ code: 'too_large' });
  expect(failure(`["${'x'.repeat(5_000_000)}"]`, [100_000])).toMatchObject({ code: 'too_large' });
});
