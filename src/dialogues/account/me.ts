import type { TurnContext } from '#modules/conversations/index.ts';

/** Whoever speaks, as somebody who acts for themselves. */
export const me = ({ by, person }: TurnContext): TurnContext['by'] & { readonly personId: string } => ({
  ...by,
  personId: person.id,
});
