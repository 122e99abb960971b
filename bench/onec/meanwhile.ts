import { join } from 'node:path';
import { HELLO } from '../turns/cases.ts';
import { introduce, talk } from '../turns/load.ts';
import { writeBody } from './goods.ts';
import type { Office } from './office.ts';
import { push } from './push.ts';

/** Goods of an import that goes on beside the chats. */
export const GOODS = 100_000;

/** How long answers took, in milliseconds, ascending: in peace, and while imports were written without a pause. */
export interface Meanwhile {
  readonly rate: number;
  readonly idle: readonly number[];
  readonly busy: readonly number[];
  readonly imports: number;
}

/** People ask for help so many times a second, first alone, then while all goods get other prices again and again. */
export const talkMeanwhile = async (
  { url, people }: Office,
  folder: string,
  { rates, seconds }: { rates: readonly number[]; seconds: number },
): Promise<Meanwhile[]> => {
  await introduce(people, HELLO);
  const bodies = [join(folder, 'cheap.json'), join(folder, 'dear.json')];
  for (const [turn, path] of bodies.entries()) {
    await writeBody(path, { count: GOODS, changedEvery: 1, turn });
    await push(url, path);
  }
  const script = [{ text: '/help', reply: /\/cancel/ }];
  const ask = async (perSecond: number) => {
    const { latencies } = await talk({
      people,
      script,
      load: { kind: 'open', perSecond },
      seconds,
      warmUp: 2,
    });
    return latencies;
  };
  const results: Meanwhile[] = [];
  for (const rate of rates) {
    const idle = await ask(rate);
    const over = new AbortController();
    const pushing = pushUntil(over.signal, url, bodies);
    const busy = await ask(rate);
    over.abort();
    results.push({ rate, idle, busy, imports: await pushing });
  }
  return results;
};

/** Pushes the bodies in turn until the signal aborts; answers how often. */
const pushUntil = async (signal: AbortSignal, url: string, bodies: readonly string[]): Promise<number> => {
  let count = 0;
  for (; !signal.aborted; count += 1) await push(url, bodies[count % bodies.length] ?? '');
  return count;
};
