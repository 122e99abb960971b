/**
 * Measures the panel: a real office with 100 000 people, its built panel in Chromium, its lists over HTTP; prints
 * Markdown with the budgets and whether they hold. Smaller: --people 2000 --samples 5 --loads 1.
 */
import { parseArgs } from 'node:util';
import { openBrowser } from '#test/browser/browser.ts';
import { measureLists } from './latency.ts';
import { openOffice } from './office.ts';
import { measurePaint } from './paint.ts';
import { report } from './report.ts';
import { seed } from './seed.ts';
import { weigh } from './weight.ts';

const { values: options } = parseArgs({
  options: {
    people: { type: 'string', default: '100000' },
    samples: { type: 'string', default: '40' },
    loads: { type: 'string', default: '5' },
  },
});
const [people, samples, loads] = [options.people, options.samples, options.loads].map(Number) as [
  number,
  number,
  number,
];
const note = (text: string) => void process.stderr.write(`${text}\n`);
const stops: (() => Promise<unknown>)[] = [];

try {
  const office = await openOffice();
  stops.push(office.stop);
  note(`putting in ${people} people`);
  await seed(office.database, people);
  const latencies = await measureLists(office, { samples, note });
  const browser = await openBrowser();
  stops.push(() => browser.close());
  note('weighing');
  const weights = await weigh(browser, office);
  const appearances = await measurePaint(browser, office, { loads, note });
  console.log(report({ people, samples, loads, weights, appearances, latencies }));
} finally {
  for (const stop of stops.reverse()) await stop();
}
