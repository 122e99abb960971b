import { z } from 'zod';
import { shorten } from '#kernel/text.ts';
import type { Input } from './schema.ts';

/** Characters of a text that a list shows. */
const LONGEST = 200;

/** What was said, in short: enough to recognise it in a list. */
export const Brief = z.object({
  kind: z.enum(['text', 'choice', 'contact', 'file', 'place', 'other']),
  text: z.string().describe('Shortened; of a press the label of the button, of a place its coordinates'),
  files: z.array(z.string()).describe('Names of files'),
});
export type Brief = z.infer<typeof Brief>;

/** What a person did, in short; a press may come with the label of its button. */
export const briefOf = (input: Input & { readonly label?: string }): Brief => ({
  kind: input.kind,
  text: shorten(wordsOf(input), LONGEST),
  files: input.kind === 'file' ? input.files.map(({ name }) => name) : [],
});

/** The words of an input, whole: of a press the label of its button, of a place its coordinates. */
export const wordsOf = (input: Input & { readonly label?: string }): string => {
  switch (input.kind) {
    case 'text':
    case 'file':
      return input.text;
    case 'choice':
      return input.label ?? '';
    case 'contact':
      return [input.name, input.phone].filter((part) => part !== '').join(', ');
    case 'place':
      return `${input.latitude}, ${input.longitude}`;
    case 'other':
      return input.what;
  }
};
