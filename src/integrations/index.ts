export { createGigachat } from './gigachat/index.ts';

import { createOnec } from './onec/index.ts';

export { createOpenai } from './openai/index.ts';

/** Every system that the office exchanges data with. */
export const createIntegrations = ({ onec }: { onec: Parameters<typeof createOnec>[0] }) => {
  const exchange = createOnec(onec);
  return {
    onec: exchange,
    guards: exchange.guards,
    checks: exchange.checks,
    absent: exchange.absent,
  };
};
