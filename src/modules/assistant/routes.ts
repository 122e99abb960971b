import { z } from 'zod';
import { type Actor, actorOf } from '#modules/access/index.ts';
import type { Http } from '#platform/http/http.ts';
import { listOf, listQuery } from '#platform/http/list.ts';
import { CALL_SORTS, type Calls } from './calls/calls.ts';
import type { ReadAssistantState } from './calls/state.ts';
import { OUTCOMES, SOURCES } from './contract.ts';
import {
  CallView,
  callView,
  PROVIDERS,
  providerView,
  StateView,
  TrialView,
  trialView,
} from './routes-view.ts';
import type { Trials } from './trials.ts';

/** Of an order that somebody pastes. */
const LONGEST_TEXT = 20_000;

/** How order texts are read, in the panel: below `/shop`. */
export const addAssistantRoutes = (
  http: Http,
  { state, calls, trials }: { state: ReadAssistantState; calls: Pick<Calls, 'page'>; trials: Trials },
): void => {
  const tags = ['Order reading'];
  const reading = { permission: 'assistant.read' };
  const trying = { permission: 'assistant.try' };

  const stateFor = async (by: Actor) => {
    const { providers, order } = await state(by);
    return { providers: providers.map(providerView), order: [...order] };
  };

  http.get('/assistant/state', {
    config: reading,
    schema: {
      tags,
      summary: 'Who reads orders, and how the language models fare',
      description: 'Figures are of the last 24 hours. A model rests after three failures in a row.',
      querystring: z.strictObject({}),
      response: { 200: StateView },
    },
    handler: (request) => stateFor(actorOf(request)),
  });

  http.get('/assistant/calls', {
    config: reading,
    schema: {
      tags,
      summary: 'Calls of language models',
      description: 'Kept for 90 days, without the text of the order.',
      querystring: listQuery(CALL_SORTS, '-at', {
        provider: z.enum(PROVIDERS).optional(),
        outcome: z.enum(OUTCOMES).optional(),
      }).omit({ q: true }),
      response: { 200: listOf(CallView) },
    },
    handler: async (request) => {
      const { page, size, sort, ...filter } = request.query;
      const { items, total } = await calls.page(actorOf(request), filter, { page, size, sort });
      return { items: items.map(callView), total };
    },
  });

  http.post('/assistant/try', {
    config: { ...trying, limit: { points: 30, seconds: 60 } },
    schema: {
      tags,
      summary: 'Read a text as an order would be read',
      description:
        'Nothing is ordered. `source` asks one reader alone; whatever fails, the parser of the office reads.',
      body: z.strictObject({
        text: z.string().trim().min(1).max(LONGEST_TEXT),
        source: z.enum(['chain', ...SOURCES]).default('chain'),
      }),
      response: { 200: TrialView },
    },
    handler: async (request) => {
      const { text, source } = request.body;
      const { trial, lines } = await trials.run(actorOf(request), text, source);
      return trialView(trial, lines);
    },
  });

  http.post('/assistant/reset', {
    config: trying,
    schema: {
      tags,
      summary: 'Ask again a language model that rests or is out',
      body: z.strictObject({ provider: z.enum(PROVIDERS).optional().describe('Absent: all') }).default({}),
      response: { 200: StateView },
    },
    handler: async (request) => {
      trials.reset(actorOf(request), request.body.provider);
      return stateFor(actorOf(request));
    },
  });
};
