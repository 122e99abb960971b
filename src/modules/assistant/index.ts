export { type Alias, type Aliases, createAliases, type Lesson } from './aliases/aliases.ts';
export { meanings } from './aliases/meanings.ts';
export { addAliasRoutes } from './aliases/routes.ts';
export { type AmendableLine, amendmentOf, type LineAmendment } from './amendment/amendment.ts';
export { createCalls } from './calls/calls.ts';
export { createAssistantState } from './calls/state.ts';
export { createAllowance } from './chain/allowance.ts';
export { linesOf } from './chain/answer.ts';
export { type BreakerState, createBreaker } from './chain/breaker.ts';
export { type Attempt, createOrderReader, type OrderChain, type Trial } from './chain/chain.ts';
export { readCompletion } from './chain/completion.ts';
export { FUNCTION_ABOUT, INSTRUCTION, SAMPLE } from './chain/texts.ts';
export { createToldStates } from './chain/told-states.ts';
export {
  type Buyer,
  type Matcher,
  MOST_LINES,
  MOST_QTY,
  type OrderReader,
  OUTCOMES,
  type Outcome,
  type Provider,
  type ProviderAnswer,
  type ProviderWarning,
  type Reading,
  type ReadOrder,
  SOURCES,
  type Source,
  UNITS,
  type UnderstoodLine,
  type Unit,
  type WantedLine,
} from './contract.ts';
export { createOrderFiles, type OrderFile, type OrderFiles } from './file/order-file.ts';
export { amountOf } from './match/amount.ts';
export { createMatcher } from './match/matcher.ts';
export { parseOrder } from './parser/parse-order.ts';
export { addAssistantRoutes } from './routes.ts';
export { unitTexts } from './texts.ts';
export { createTrials } from './trials.ts';
