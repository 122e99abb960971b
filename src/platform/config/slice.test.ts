import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import {
  type ConfigProblem,
  defineSlice,
  masked,
  type Parsed,
  readSlice,
  type Stage,
  setting,
} from './slice.ts';

/** Reads one setting; answers its value, or the problem. */
const readOne = (schema: z.ZodType, value: string | undefined, secret = false): unknown => {
  const problems: ConfigProblem[] = [];
  const slice = defineSlice({
    title: 'Test',
    settings: { KEY: { schema, about: 'A key.', secret } },
    build: ({ KEY }) => ({ value: KEY }),
  });
  const read = readSlice(slice, { KEY: value }, problems, 'development');
  return problems.length > 0
    ? problems.map(({ key, problem }) => `${key} ${problem}`).join('\n')
    : read.value;
};

describe('settings', () => {
  it.each<[string, z.ZodType, string | undefined, unknown]>([
    ['text', setting.text(), ' a b ', 'a b'],
    ['text', setting.text(), '', undefined],
    ['text', setting.text(), '   ', undefined],
    ['flag', setting.flag(true), undefined, true],
    ['flag', setting.flag(true), 'false', false],
    ['flag', setting.flag(false), 'TRUE', true],
    ['flag', setting.flag(false), '1', true],
    ['flag', setting.flag(true), 'maybe', 'KEY must be true or false (it is "maybe")'],
    ['number', setting.number(5), undefined, 5],
    ['number', setting.number(5), '', 5],
    ['number', setting.number(5), ' 0.5 ', 0.5],
    ['number', setting.number(5), '1e3', 'KEY must be a number (it is "1e3")'],
    ['number', setting.number(5), '0x10', 'KEY must be a number (it is "0x10")'],
    ['number', setting.number(5), '-1', `KEY must be between 0 and ${Number.MAX_SAFE_INTEGER} (it is "-1")`],
    ['number', setting.number(5, { min: 2, max: 9 }), '10', 'KEY must be between 2 and 9 (it is "10")'],
    ['whole', setting.whole(5), '7', 7],
    ['whole', setting.whole(5), undefined, 5],
    ['whole', setting.whole(5), '7.5', 'KEY must be a whole number (it is "7.5")'],
    ['whole', setting.whole(5, { min: 2, max: 9 }), '1', 'KEY must be between 2 and 9 (it is "1")'],
    ['choice', setting.choice(['a', 'b'], 'a'), undefined, 'a'],
    ['choice', setting.choice(['a', 'b'], 'a'), 'b', 'b'],
    ['choice', setting.choice(['a', 'b'], 'a'), 'B', 'KEY must be one of a, b (it is "B")'],
    ['url', setting.url(), undefined, undefined],
    ['url', setting.url('http://x'), undefined, 'http://x'],
    ['url', setting.url(), 'https://a.example/x//', 'https://a.example/x'],
    ['url', setting.url(), 'a.example', /must be an address that starts with http/],
    ['url', setting.url(), 'ftp://a.example', /must be an address that starts with http/],
    ['ids', setting.ids('ids'), undefined, []],
    ['ids', setting.ids('ids'), '1', ['1']],
    ['ids', setting.ids('ids'), ' 1 , ,-100200, 3,', ['1', '-100200', '3']],
    ['ids', setting.ids('ids'), '1,x', 'KEY must hold ids separated by commas; "x" is not one (it is "1,x")'],
    ['ids', setting.ids('ids'), '1.5', /"1\.5" is not one/],
    ['ids', setting.ids('ids'), '1 2', /"1 2" is not one/],
  ])('%s: %#', (_, schema, value, expected) => {
    const read = readOne(schema, value);
    if (expected instanceof RegExp) expect(read).toMatch(expected);
    else expect(read).toEqual(expected);
  });

  it('a required one that is not set says so', () => {
    expect(readOne(z.string('must be set'), undefined)).toBe('KEY must be set (it is not set)');
  });

  it('a secret is never quoted, an ordinary value is', () => {
    const schema = z.string().regex(/^\d+$/, 'must be digits');
    expect(readOne(schema, 'hunter2')).toBe('KEY must be digits (it is "hunter2")');
    expect(readOne(schema, 'hunter2', true)).toBe('KEY must be digits');
  });
});

describe('a slice', () => {
  const pair = defineSlice({
    title: 'Pair',
    settings: {
      LOW: { schema: setting.number(1), about: 'Low.' },
      HIGH: { schema: setting.number(2), about: 'High.' },
    },
    build: ({ LOW, HIGH }, problems, stage) => {
      if (LOW > HIGH) problems.push({ key: 'LOW', problem: 'must not be above HIGH' });
      return { low: LOW, high: HIGH, stage };
    },
  });
  const read = (env: Record<string, string>, stage: Stage = 'development') => {
    const problems: ConfigProblem[] = [];
    return { value: readSlice(pair, env, problems, stage), keys: problems.map(({ key }) => key) };
  };

  it('reports everything that is wrong at once', () => {
    expect(read({ LOW: 'x', HIGH: 'y' }).keys).toEqual(['LOW', 'HIGH']);
  });

  it('reports what is wrong between its settings, also beside a wrong one, for which its default stands in', () => {
    expect(read({ LOW: '3' }).keys).toEqual(['LOW']);
    expect(read({ LOW: '3', HIGH: 'x' }).keys).toEqual(['HIGH', 'LOW']);
    expect(read({ LOW: '3', HIGH: '4' }).keys).toEqual([]);
  });

  it('does not say again what follows from a value that is wrong by itself', () => {
    const strict = defineSlice({
      title: 'Strict',
      settings: { LOW: { schema: setting.number(9, { max: 9 }), about: 'Low.' } },
      build: ({ LOW }, found) => LOW > 5 && found.push({ key: 'LOW', problem: 'is above 5' }),
    });
    const problems: ConfigProblem[] = [];
    readSlice(strict, { LOW: '10' }, problems, 'development');
    expect(problems).toEqual([{ key: 'LOW', problem: 'must be between 0 and 9 (it is "10")' }]);
  });

  it('is built from defaults, given values, and the stage', () => {
    expect(read({}).value).toEqual({ low: 1, high: 2, stage: 'development' });
    expect(read({ HIGH: '9' }, 'production').value).toEqual({ low: 1, high: 9, stage: 'production' });
  });

  it('gives its builder typed values', () => {
    const settings = {
      A: { schema: setting.number(1), about: '' },
      B: { schema: setting.text(), about: '' },
      C: { schema: setting.choice(['x', 'y'], 'x'), about: '' },
      D: { schema: setting.ids('ids'), about: '' },
    };
    expectTypeOf<Parsed<typeof settings>>().toEqualTypeOf<{
      readonly A: number;
      readonly B: string | undefined;
      readonly C: 'x' | 'y';
      readonly D: string[];
    }>();
    expectTypeOf(pair.build).returns.toEqualTypeOf<{ low: number; high: number; stage: Stage }>();
    // @ts-expect-error a builder cannot read what its slice does not declare
    defineSlice({ title: '', settings, build: ({ E }) => E });
  });
});

it.each([
  ['https://boss:hunter2@host/x', 'https://***@host/x'],
  ['https://boss@host', 'https://***@host'],
  ['https://boss:hun/te@r2@host', 'https://***@host'],
  ['boss:hunter2@host', '***@host'],
  ['https://host/x', 'https://host/x'],
  ['@anna', '@anna'],
])('%s is shown as %s', (value, shown) => {
  expect(masked(value)).toBe(shown);
});
