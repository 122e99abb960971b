import type { Locale } from '#kernel/locale.ts';
import type { Button, StepInput, TurnContext } from '#modules/conversations/index.ts';
import { texts } from '../texts.ts';
import { texts as own } from './texts.ts';

/** The key that takes the last answer back. */
export const backRow = (locale: Locale): Button[] => [{ label: texts[locale].back, value: 'back' }];

export const isChoice = (input: StepInput, value: string): boolean =>
  input.kind === 'choice' && input.value === value;

/** The words somebody typed; empty for anything else. */
export const textOf = (input: StepInput): string => (input.kind === 'text' ? input.text : '');

/** Whether somebody leaves a question out, by its button or in words. */
export const isSkip = ({ locale }: TurnContext, input: StepInput): boolean =>
  isChoice(input, 'skip') || own[locale].skipWords.includes(textOf(input).toLowerCase().trim());
