import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { prepareBaseline } from './baseline.ts';
import { type Generation, writeBody, writeCsv } from './goods.ts';
import type { Office } from './office.ts';
import { forgetPeak, peakOf, push } from './push.ts';

/** One load of so many goods: by a push, and by psql. */
export interface Measure {
  readonly count: number;
  readonly step: string;
  readonly seconds: number;
  readonly psqlSeconds: number;
  /** The most memory the office's process held meanwhile, in megabytes. */
  readonly peak: number;
}

interface Step extends Omit<Generation, 'count'> {
  readonly name: string;
}

/** `unchanged` tells the same goods in another order: the body as a whole is new. */
const STEPS: readonly Step[] = [
  { name: 'first load', changedEvery: 0, turn: 0 },
  { name: '1 % changed', changedEvery: 100, turn: 7 },
  { name: 'unchanged', changedEvery: 100, turn: 7, backwards: true },
  { name: 'the same body again', changedEvery: 100, turn: 7, backwards: true },
];

/** A fresh office gets one generation of goods after the other, psql the same rows into a table of the same server. */
export const measureLoads = async (office: Office, folder: string, count: number): Promise<Measure[]> => {
  const psql = await prepareBaseline(office.database as pg.ClientConfig);
  const body = join(folder, 'body.json');
  const csv = join(folder, 'body.csv');
  const measures: Measure[] = [];
  for (const { name: step, ...generation } of STEPS) {
    await writeBody(body, { count, ...generation });
    await writeCsv(csv, { count, ...generation });
    await chmod(csv, 0o644);
    forgetPeak(office.pid);
    const { seconds, answer } = await push(office.url, body);
    if (answer.upserted !== count) throw new Error(`${step}: ${JSON.stringify(answer)}`);
    const peak = peakOf(office.pid);
    measures.push({ count, step, seconds, peak, psqlSeconds: await psql.load(csv) });
  }
  return measures;
};
