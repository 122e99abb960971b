import { z } from 'zod';
import { ADVICES } from './calls/advice.ts';
import type { NotedCall } from './calls/calls.ts';
import type { ProviderState } from './calls/state.ts';
import type { Trial } from './chain/chain.ts';
import { OUTCOMES, SOURCES, UNITS, type UnderstoodLine, type WantedLine } from './contract.ts';

/** The shapes of the readers of orders in the panel's HTTP API. */

export const PROVIDERS = ['gigachat', 'openai'] as const;

const ms = z.int().nonnegative();
const count = z.int().nonnegative();
const moment = z.iso.datetime();

const ProviderView = z.object({
  name: z.enum(PROVIDERS),
  configured: z.boolean(),
  model: z.string().nullable(),
  state: z
    .enum(['ready', 'open', 'off', 'absent'])
    .describe('open: it rests until `until`; off: its key is refused; absent: it has no key'),
  until: moment.nullable(),
  warnings: z.array(
    z.object({
      code: z.enum(['retires', 'another_model']),
      detail: z.string().describe('The day of the end, or the model that is asked instead'),
    }),
  ),
  last_error: z.string().nullable().describe('Of the last call, where it failed; for programmers'),
  last_outcome: z.enum(OUTCOMES).nullable(),
  last_error_at: moment.nullable(),
  advice: z.enum(ADVICES).nullable().describe('What can be done about it'),
  calls_24h: count,
  failed_24h: count,
  latency_p50_ms: ms.nullable(),
  latency_p95_ms: ms.nullable(),
  tokens_in_24h: count,
  tokens_out_24h: count,
});

export const StateView = z.object({
  providers: z.array(ProviderView),
  order: z.array(z.enum(SOURCES)).describe('Who is asked first; db: the parser of the office itself'),
});

export const CallView = z.object({
  id: z.int(),
  at: moment,
  provider: z.enum(PROVIDERS),
  model: z.string(),
  outcome: z.enum(OUTCOMES),
  latency_ms: ms,
  tokens_in: count.nullable(),
  tokens_out: count.nullable(),
  lines: count,
  error: z.string().nullable(),
  place: z.enum(['chat', 'panel']),
});

const ProductView = z.object({ id: z.int(), sku: z.string(), title: z.string() });

const LineView = z.object({
  title: z.string(),
  qty: z.string().nullable().describe('Null: no amount was said'),
  unit: z.enum(UNITS).nullable(),
  said: z.string(),
  again: z.boolean().describe('As last time'),
  loose: z.boolean().describe('The amount may as well be a size'),
  state: z.enum(['sure', 'doubtful', 'unknown']).nullable().describe('Null: nothing was looked up'),
  product: ProductView.nullable(),
  choices: z.array(ProductView),
});

export const TrialView = z.object({
  source: z.enum(SOURCES),
  reading: z.enum(['certain', 'maybe', 'no']).describe('Whether the text is an order, by the parser alone'),
  lines: z.array(LineView),
  left: count.describe('So many more things were left out'),
  attempts: z.array(
    z.object({
      provider: z.enum(PROVIDERS),
      model: z.string(),
      outcome: z.enum([...OUTCOMES, 'skipped']),
      latency_ms: ms,
      error: z.string().nullable(),
    }),
  ),
  latency_ms: ms,
});

/** A provider, as the API has it. */
export const providerView = (state: ProviderState): z.input<typeof ProviderView> => ({
  name: state.name,
  configured: state.configured,
  model: state.model,
  state: state.state,
  until: state.until === null ? null : new Date(state.until).toISOString(),
  warnings: state.warnings.map(({ code, detail }) => ({ code, detail })),
  last_error: state.lastError,
  last_outcome: state.lastOutcome,
  last_error_at: state.lastErrorAt?.toISOString() ?? null,
  advice: state.advice,
  calls_24h: state.calls,
  failed_24h: state.failed,
  latency_p50_ms: state.latencyP50,
  latency_p95_ms: state.latencyP95,
  tokens_in_24h: state.tokensIn,
  tokens_out_24h: state.tokensOut,
});

export const callView = ({
  latencyMs,
  tokensIn,
  tokensOut,
  at,
  ...call
}: NotedCall): z.input<typeof CallView> => ({
  ...call,
  at: at.toISOString(),
  latency_ms: latencyMs,
  tokens_in: tokensIn,
  tokens_out: tokensOut,
});

/** A trial, with the goods that its lines mean where they were looked up. */
export const trialView = (
  { source, reading, left, attempts, latencyMs }: Trial,
  lines: readonly (WantedLine | UnderstoodLine)[],
): z.input<typeof TrialView> => ({
  source,
  reading: reading.order,
  lines: lines.map(lineView),
  left,
  attempts: attempts.map(({ latencyMs: latency, ...attempt }) => ({
    ...attempt,
    latency_ms: Math.round(latency),
  })),
  latency_ms: Math.round(latencyMs),
});

const lineView = (line: WantedLine | UnderstoodLine): z.input<typeof LineView> => {
  const { title, qty, unit, said, again, loose } = line;
  const looked = 'state' in line ? line : { state: null, product: null, choices: [] };
  return {
    ...{ title, qty, unit, said, again, loose },
    state: looked.state,
    product: looked.product && productView(looked.product),
    choices: looked.choices.map(productView),
  };
};

const productView = ({ id, sku, title }: z.input<typeof ProductView>) => ({ id, sku, title });
