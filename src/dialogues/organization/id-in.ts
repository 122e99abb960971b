import { z } from 'zod';
import type { StepInput } from '#modules/conversations/index.ts';

/** The id in the value of a button such as `member:<id>`; undefined for any other input. */
export const idIn = (input: StepInput, kind: string): string | undefined => {
  if (input.kind !== 'choice' || !input.value.startsWith(`${kind}:`)) return undefined;
  const id = z.uuid().safeParse(input.value.slice(kind.length + 1));
  return id.success ? id.data : undefined;
};
