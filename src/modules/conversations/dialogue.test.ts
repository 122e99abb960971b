import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { ok } from '#kernel/result.ts';
import {
  type DialogueDefinition,
  defineDialogue,
  effect,
  type Outcome,
  type TurnContext,
} from './dialogue.ts';
import type { DialogueState } from './schema.ts';

/** Steps of the tests below look at nothing of it. */
const turn = {} as TurnContext;

const order = defineDialogue({
  name: 'order',
  version: 2,
  command: 'order',
  data: {
    lines: z.object({ lines: z.array(z.string()).default([]) }),
    amount: z.object({ amount: z.string().transform(Number) }),
  },
  begin: (_, { text }) => (text === '' ? { go: 'lines', data: {} } : { end: true }),
  steps: {
    lines: {
      ask: (_, { lines }) => ({ text: `${lines.length} lines` }),
      hear: (_, input, { lines }) => {
        if (input.kind !== 'text') return { stay: true };
        if (input.text === 'profile') return { start: 'profile' };
        return {
          go: 'amount',
          data: { amount: input.text },
          say: [{ text: `had ${lines.length}` }, { text: 'next' }],
          effects: [effect('note', async () => ok(undefined))],
        };
      },
    },
    amount: {
      ask: async (_, { amount }) => [{ text: `twice is ${amount * 2}` }],
      hear: () => ({ end: true, say: { text: 'done' } }),
    },
  },
  upgrade: (old) => (old.version === 1 ? { step: 'amount', data: { amount: String(old.data) } } : undefined),
});

const stored = (fields: Partial<DialogueState>): DialogueState => ({
  name: 'order',
  version: 2,
  step: 'lines',
  data: {},
  ...fields,
});

describe('what a dialogue returns is told in one shape', () => {
  it('from its beginning', async () => {
    expect(await order.begin(turn, { by: 'command', text: '' })).toEqual({
      say: [],
      effects: [],
      move: { to: 'step', step: 'lines', data: {} },
    });
    expect(await order.begin(turn, { by: 'command', text: 'x' })).toMatchObject({ move: { to: 'end' } });
  });

  it('from a step: words, writes, and where to go', async () => {
    const hear = (text: string) => order.hear(turn, 'lines', { lines: ['a'] }, { kind: 'text', text });
    expect(await hear('5')).toEqual({
      say: [{ text: 'had 1' }, { text: 'next' }],
      effects: [{ name: 'note', apply: expect.any(Function) }],
      move: { to: 'step', step: 'amount', data: { amount: '5' } },
    });
    expect(await hear('profile')).toMatchObject({ move: { to: 'dialogue', dialogue: 'profile', text: '' } });
    const place = { kind: 'place', latitude: 1, longitude: 2 } as const;
    expect(await order.hear(turn, 'lines', {}, place)).toEqual({
      say: [],
      effects: [],
      move: { to: 'stay' },
    });
  });

  it('a question is a list, however it was asked', async () => {
    expect(await order.ask(turn, 'lines', {})).toEqual([{ text: '0 lines' }]);
    expect(await order.ask(turn, 'amount', { amount: '4' })).toEqual([{ text: 'twice is 8' }]);
  });
});

describe('the data of a step', () => {
  it('has its shape when the step asks and when it hears: defaults and transforms are applied once', async () => {
    expect(await order.ask(turn, 'lines', {})).toEqual([{ text: '0 lines' }]);
    const heard = await order.hear(turn, 'lines', {}, { kind: 'text', text: '5' });
    expect(heard.say[0]).toEqual({ text: 'had 0' });
    const state = stored({ step: 'amount', data: { amount: '4' } });
    const resumed = order.resume(state);
    expect(resumed && (await order.ask(turn, resumed.step, resumed.data))).toEqual([{ text: 'twice is 8' }]);
    expect(order.resume(stored({ ...resumed }))).toEqual(resumed);
  });

  it('that is of another shape stops the turn where it appears, not one turn later', async () => {
    await expect(order.ask(turn, 'amount', { amount: 4 })).rejects.toThrow();
    await expect(order.ask(turn, 'gone', {})).rejects.toThrow('dialogue order has no step gone');
  });
});

describe('a running dialogue', () => {
  it('goes on where it stopped', () => {
    expect(order.resume(stored({}))).toMatchObject({ step: 'lines' });
    expect(order.resume(stored({ step: 'amount', data: { amount: '4' } }))).toMatchObject({ step: 'amount' });
  });

  it('of an older version is upgraded', () => {
    expect(order.resume(stored({ version: 1, step: 'old', data: 7 }))).toMatchObject({ step: 'amount' });
  });

  it.each<[string, Partial<DialogueState>]>([
    ['an unknown version', { version: 9 }],
    ['a step that is gone', { step: 'gone' }],
    ['a step that only looks like one', { step: 'toString' }],
    ['data of another shape', { step: 'amount', data: { amount: null } }],
    ['no data', { step: 'amount', data: null }],
  ])('of %s cannot go on', (_, fields) => {
    expect(order.resume(stored(fields))).toBeUndefined();
  });

  it('without an upgrade does not go on in another version', () => {
    const plain = defineDialogue({
      name: 'plain',
      version: 2,
      data: { only: z.object({}) },
      begin: () => ({ go: 'only', data: {} }),
      steps: { only: { ask: () => ({ text: '?' }), hear: () => ({ end: true }) } },
    });
    expect(plain.resume(stored({ name: 'plain', version: 1, step: 'only' }))).toBeUndefined();
    expect(plain.resume(stored({ name: 'plain', version: 2, step: 'only' }))).toBeDefined();
  });
});

it('types: a step is entered with its own data, and knows its own data', () => {
  type Shapes = {
    readonly size: z.ZodObject<{ mm: z.ZodNumber }>;
    readonly color: z.ZodObject<{ name: z.ZodDefault<z.ZodString> }>;
  };
  expectTypeOf<{ go: 'size'; data: { mm: number } }>().toExtend<Outcome<Shapes>>();
  expectTypeOf<{ go: 'color'; data: { name?: string } }>().toExtend<Outcome<Shapes>>();
  expectTypeOf<{ stay: true }>().toExtend<Outcome<Shapes>>();
  expectTypeOf<{ go: 'color'; data: { mm: number } }>().not.toExtend<Outcome<Shapes>>();
  expectTypeOf<{ go: 'size'; data: { mm: string } }>().not.toExtend<Outcome<Shapes>>();
  expectTypeOf<{ go: 'weight'; data: object }>().not.toExtend<Outcome<Shapes>>();
  expectTypeOf<{ go: 'size' }>().not.toExtend<Outcome<Shapes>>();
  expectTypeOf<{ say: { text: string } }>().not.toExtend<Outcome<Shapes>>();
  expectTypeOf<{ end: false }>().not.toExtend<Outcome<Shapes>>();

  type Steps = DialogueDefinition<Shapes>['steps'];
  expectTypeOf<Parameters<Steps['size']['hear']>[2]>().toEqualTypeOf<{ mm: number }>();
  expectTypeOf<Parameters<Steps['color']['ask']>[1]>().toEqualTypeOf<{ name: string }>();

  const step = { ask: () => ({ text: '?' }), hear: () => ({ end: true }) as const };
  const fields = { name: 'a', version: 1, data: { size: z.object({ mm: z.number() }) } } as const;
  const end = () => ({ end: true }) as const;
  defineDialogue({ ...fields, begin: end, steps: { size: step } });
  // @ts-expect-error a step without its implementation
  defineDialogue({ ...fields, begin: end, steps: {} });
  // @ts-expect-error it begins with a step that is not there
  defineDialogue({ ...fields, begin: () => ({ go: 'x', data: { mm: 1 } }), steps: { size: step } });
  // @ts-expect-error it enters a step with the data of none
  defineDialogue({ ...fields, begin: () => ({ go: 'size', data: {} }), steps: { size: step } });
  // @ts-expect-error an unknown role
  defineDialogue({ ...fields, begin: end, steps: { size: step }, roles: ['cook'] });
});
