import type { TurnContext } from '#modules/conversations/index.ts';
import { texts } from './texts.ts';

/** To the card of an organization. */
export const toCard = (organizationId: string) => ({ go: 'card' as const, data: { organizationId } });

/** The only way out of a step that waits for words. */
export const backButton = (locale: TurnContext['locale']) => [[{ label: texts[locale].back, value: 'back' }]];

/** What a member is told of a write that was refused. */
export const refusal = ({ locale }: TurnContext, reason: string): string => {
  const words = texts[locale];
  if (reason === 'owner') return words.ownerStays;
  if (reason === 'decided') return words.decided;
  if (reason === 'too_many') return words.tooManyInvitations;
  return words.nothing;
};
