import { expect, it } from 'vitest';
import { judge } from './checks.ts';
import type { ChaosPlan } from './plan.ts';
import { runChaos } from './run.ts';

/** Small enough for every test run; `npm run chaos` is the proof. */
const plan: ChaosPlan = {
  seed: 20,
  mode: 'polling',
  conversations: 20,
  turns: 300,
  replicaKills: 3,
  databaseKills: 1,
  turnsPerFault: 15,
  rate: 25,
  thinkMs: 500,
  patienceMs: 60_000,
};

it('chaos: nothing is lost, done twice or out of order while replicas and the database are killed', async () => {
  const run = await runChaos(plan, { tell: () => {}, signal: new AbortController().signal });
  expect(run.failure).toBeUndefined();
  expect(run.history.kills).toHaveLength(plan.replicaKills + plan.databaseKills);
  expect(judge(run.history).filter(({ offence }) => offence !== undefined)).toEqual([]);
}, 120_000);
