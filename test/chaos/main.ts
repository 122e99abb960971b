/** The chaos proof: npm run chaos -- --seed 42 --turns 10000 --conversations 200 --kills 30 --database-kills 3 */
import { parseArgs } from 'node:util';
import { judge } from './checks.ts';
import type { ChaosPlan } from './plan.ts';
import { report } from './report.ts';
import { runChaos } from './run.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    mode: { type: 'string', default: 'polling' },
    turns: { type: 'string', default: '10000' },
    conversations: { type: 'string', default: '200' },
    kills: { type: 'string', default: '30' },
    rate: { type: 'string', default: '60' },
    'database-kills': { type: 'string', default: '3' },
  },
});

const plan: ChaosPlan = {
  seed: Number(values.seed),
  mode: values.mode === 'webhook' ? 'webhook' : 'polling',
  conversations: Number(values.conversations),
  turns: Number(values.turns),
  replicaKills: Number(values.kills),
  databaseKills: Number(values['database-kills']),
  turnsPerFault: 12,
  rate: Number(values.rate),
  thinkMs: 10_000,
  patienceMs: 180_000,
};
console.log(`chaos with seed ${plan.seed}: ${JSON.stringify(plan)}`);
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => interrupted.abort(new Error('the run was interrupted')));
const run = await runChaos(plan, { tell: console.log, signal: interrupted.signal });
const findings = judge(run.history);
console.log(report(plan, run, findings));
process.exitCode = run.failure !== undefined || findings.some(({ offence }) => offence) ? 1 : 0;
