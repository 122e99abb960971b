// Goods pushed as 1C pushes them, beside psql's COPY and INSERT … ON CONFLICT of the same rows into the same server;
// and chats that talk meanwhile. `--counts`, `--rounds` (one for a million), `--rates` of talking, `--seconds` of each.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startFakeTelegram } from '#test/fakes/telegram/server.ts';
import { type Measure, measureLoads } from './loads.ts';
import { type Meanwhile, talkMeanwhile } from './meanwhile.ts';
import { type Office, startOffice } from './office.ts';
import { report } from './report.ts';

const { values: options } = parseArgs({
  options: {
    counts: { type: 'string', default: '100000,1000000' },
    rounds: { type: 'string', default: '3' },
    rates: { type: 'string', default: '20,100' },
    seconds: { type: 'string', default: '20' },
  },
});
const numbers = (list: string): number[] => list.split(',').filter(Boolean).map(Number);

const folder = await mkdtemp(join(tmpdir(), 'kontora-bench-'));
await chmod(folder, 0o711);
const fake = await startFakeTelegram({ limits: false, local: true, keep: 2_000 });
try {
  const measures: Measure[] = [];
  for (const count of numbers(options.counts)) {
    const rounds = count > 500_000 ? 1 : Number(options.rounds);
    for (let round = 1; round <= rounds; round += 1) {
      const some = await inOffice((office) => measureLoads(office, folder, count));
      for (const { step, seconds, psqlSeconds, peak } of some)
        note(
          `${count}, round ${round}, ${step}: ${seconds.toFixed(2)} s, psql ${psqlSeconds.toFixed(2)} s, peak ${peak.toFixed(0)} MB`,
        );
      measures.push(...some);
    }
  }
  const rates = numbers(options.rates);
  const seconds = Number(options.seconds);
  const talks: readonly Meanwhile[] = rates.length
    ? await inOffice((office) => talkMeanwhile(office, folder, { rates, seconds }))
    : [];
  console.log(report(measures, talks));
} finally {
  await fake.stop();
  await rm(folder, { recursive: true, force: true });
}

async function inOffice<T>(work: (office: Office) => Promise<T>): Promise<T> {
  const office = await startOffice(fake, folder, 'office');
  try {
    return await work(office);
  } finally {
    await office.stop();
  }
}

function note(text: string): void {
  process.stderr.write(`${text}\n`);
}
