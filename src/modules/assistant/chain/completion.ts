import { z } from 'zod';
import type { ProviderAnswer } from '../contract.ts';
import { linesOf } from './answer.ts';

const count = z.int().nonnegative().nullable().catch(null).default(null);
/** As one text, or as parts of which some are text. */
const Content = z
  .string()
  .or(
    z
      .array(z.object({ text: z.string().catch('').default('') }))
      .transform((parts) => parts.map(({ text }) => text).join('')),
  );
/** The arguments are an object or a text of JSON. */
const Call = z.object({ arguments: z.unknown() });
const Completion = z.object({
  model: z.string().optional().catch(undefined),
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullable().catch(null).default(null),
        message: z.object({
          content: Content.catch('').default(''),
          function_call: Call.nullable().catch(null).default(null),
          tool_calls: z
            .array(z.object({ function: Call }))
            .catch([])
            .default([]),
        }),
      }),
    )
    .min(1),
  usage: z
    .object({ prompt_tokens: count, completion_tokens: count })
    .catch({ prompt_tokens: null, completion_tokens: null })
    .default({ prompt_tokens: null, completion_tokens: null }),
});

/** The model refused the topic, or could not fill in the function. */
const ENDED_BADLY = new Set(['blacklist', 'error', 'content_filter']);

/** What a service in the shape of chat/completions answered with status 200; `model` is the one that was asked. */
export const readCompletion = (json: unknown, model: string): ProviderAnswer => {
  const nothing = { lines: [], model, tokensIn: null, tokensOut: null };
  if (json === undefined)
    return { ...nothing, outcome: 'failed', error: 'HTTP 200 with something else than JSON' };
  const read = Completion.safeParse(json);
  const choice = read.data?.choices[0];
  if (!read.success || !choice)
    return { ...nothing, outcome: 'no_answer', error: 'an answer of another shape' };
  const { prompt_tokens: tokensIn, completion_tokens: tokensOut } = read.data.usage;
  const heard = { ...nothing, tokensIn, tokensOut };
  const { finish_reason: end, message } = choice;
  if (end !== null && ENDED_BADLY.has(end))
    return { ...heard, outcome: 'no_answer', error: `the answer ended with ${end}` };
  const called = message.function_call ?? message.tool_calls[0]?.function;
  const lines = linesOf(called?.arguments || message.content);
  return lines === undefined
    ? { ...heard, outcome: 'no_answer', error: 'no list of goods in the answer' }
    : { ...heard, outcome: 'read', lines, error: null };
};
