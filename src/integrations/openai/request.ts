import { INSTRUCTION, UNITS } from '#modules/assistant/index.ts';

/** How an answer in JSON is asked for, from the strictest way down. */
export const RUNGS = ['json_schema', 'json_object', 'prompt'] as const;
export type Rung = (typeof RUNGS)[number];

/** Parameters that some models refuse and all can do without. */
export const SPARE = ['reasoning_effort', 'temperature', 'max_completion_tokens', 'max_tokens'] as const;
export type Spare = (typeof SPARE)[number];

const MOST_TOKENS = 6_000;

const nullable = (type: string, more: object = {}) => ({ type: [type, 'null'], ...more });

/** The strict subset: every property is required, what is optional may be null, no limits. */
const SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['items'],
  properties: {
    items: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['title', 'qty', 'unit'],
        properties: {
          title: { type: 'string' },
          qty: nullable('number'),
          unit: nullable('string', { enum: [...UNITS, null] }),
        },
      },
    },
  },
};

const FORMATS: Readonly<Record<Rung, Format | undefined>> = {
  json_schema: { type: 'json_schema', json_schema: { name: 'order', strict: true, schema: SCHEMA } },
  json_object: { type: 'json_object' },
  prompt: undefined,
};

interface Format {
  readonly type: 'json_schema' | 'json_object';
  readonly json_schema?: object;
}

/** The body of a request: a fixed instruction and the text. */
export const requestFor = (
  text: string,
  { model, rung, refused }: { model: string; rung: Rung; refused: ReadonlySet<Spare> },
): { readonly response_format?: Format } & Readonly<Record<string, unknown>> => {
  const usual = thinks(model)
    ? { reasoning_effort: 'none', max_completion_tokens: MOST_TOKENS }
    : { temperature: 0, max_tokens: MOST_TOKENS };
  const format = FORMATS[rung];
  return {
    model,
    messages: [
      { role: 'system', content: INSTRUCTION },
      { role: 'user', content: text },
    ],
    ...Object.fromEntries(Object.entries(usual).filter(([name]) => !refused.has(name as Spare))),
    ...(format === undefined ? {} : { response_format: format }),
  };
};

/** Models of OpenAI that think before they answer, unless they are told not to: gpt-5 and later, o1 and later. */
const thinks = (model: string): boolean => /^(?:openai\/)?(?:gpt-(?:[5-9]|\d\d)|o\d)/.test(model);

/** Yandex wants the folder of its models in a header. */
export const projectOf = (model: string): { 'openai-project'?: string } => {
  const folder = /^gpt:\/\/([^/]+)\//.exec(model)?.[1];
  return folder === undefined ? {} : { 'openai-project': folder };
};
