import { z } from 'zod';
import { Input } from './schema.ts';

/** What a person did, as it is shown: a press with the label of its button, a text as last edited. */
export type Said = Exclude<Input, { kind: 'choice' }> | { kind: 'choice'; token: string; label: string };

/** An input with what the core notes in it: the label of a worked press, words edited after their turn. */
export const StoredInput = z.intersection(
  Input,
  z.object({ label: z.string().optional(), edited: z.string().optional() }),
);
export type StoredInput = z.infer<typeof StoredInput>;

/** A stored input as it is shown; `label`: that of the button, where it was not noted yet. */
export const shown = (input: StoredInput, label: string | undefined): Said => {
  if (input.kind === 'choice')
    return { kind: 'choice', token: input.token, label: input.label ?? label ?? '' };
  return 'edited' in input && input.edited !== undefined && 'text' in input
    ? { ...input, text: input.edited }
    : input;
};
