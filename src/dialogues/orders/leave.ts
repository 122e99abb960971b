import type { StepInput, TurnContext } from '#modules/conversations/index.ts';
import type { OrdersDeps } from './deps.ts';

/** Leaves a step for what was said: words and files that order something are an order, other words are searched for. */
export const createLeave =
  ({ order }: Pick<OrdersDeps, 'order'>) =>
  async (turn: TurnContext, input: StepInput) => {
    const text = input.kind === 'text' || input.kind === 'file' ? input.text : '';
    const files = input.kind === 'file' ? input.files : undefined;
    const ordered = text !== '' || files ? await order?.(turn, text, files) : undefined;
    return ordered ?? { start: 'menu', text };
  };
