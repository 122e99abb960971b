import { FUNCTION_ABOUT, INSTRUCTION, UNITS } from '#modules/assistant/index.ts';

const FUNCTION = 'submit_order';

/** The body of a request: a fixed instruction, the text, and the function to be called with its lines. */
export const requestFor = (text: string, model: string) => ({
  model,
  messages: [
    { role: 'system', content: INSTRUCTION },
    { role: 'user', content: text },
  ],
  // Must be above zero here.
  temperature: 0.1,
  functions: [
    {
      name: FUNCTION,
      description: FUNCTION_ABOUT,
      parameters: {
        type: 'object',
        properties: {
          items: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                title: { type: 'string' },
                qty: { type: 'number' },
                unit: { type: 'string', enum: UNITS },
              },
              required: ['title'],
            },
          },
        },
        required: ['items'],
      },
    },
  ],
  function_call: { name: FUNCTION },
});
