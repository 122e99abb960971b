import { describe, expect, it } from 'vitest';
import type { OfficeState } from '#modules/conversations/index.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';
import { measureOffice, observeWork } from './measures.ts';

const STATE: OfficeState = {
  conversations: 9,
  waitingTurns: 1,
  oldestWaitSeconds: 2.5,
  unsent: 3,
  undelivered: 4,
  deadLetters: 5,
};
const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.startsWith('kontora_'));

describe('the gauges of the office', () => {
  it('show what waits and what failed, from one reading for each scrape', async () => {
    const metrics = createMetrics();
    let readings = 0;
    measureOffice(metrics, async () => {
      readings += 1;
      return STATE;
    });
    expect(readings).toBe(0);
    expect(linesOf(await metrics.text())).toEqual([
      'kontora_waiting_turns 1',
      'kontora_oldest_wait_seconds 2.5',
      'kontora_unsent_messages 3',
      'kontora_undelivered_messages 4',
      'kontora_dead_letters 5',
    ]);
    expect(readings).toBe(1);
  });

  it('are unknown while the database is away, and the scrape goes on', async () => {
    const metrics = createMetrics();
    measureOffice(metrics, () => Promise.reject(new Error('the database is away')));
    const text = await metrics.text();
    expect(linesOf(text).every((line) => line.endsWith(' Nan'))).toBe(true);
    expect(linesOf(text)).toHaveLength(5);
    expect(text).toContain('process_cpu_seconds_total');
  });
});

it('turns and deliveries are counted by inbox and outcome', async () => {
  const metrics = createMetrics();
  const observe = observeWork(metrics);
  observe.turn({ inbox: 'telegram', outcome: 'done', seconds: 0.02 });
  observe.turn({ inbox: 'telegram', outcome: 'done', seconds: 0.03 });
  observe.turn({ inbox: 'webchat', outcome: 'dead', seconds: 1 });
  observe.delivery({ inbox: 'telegram', outcome: 'later', seconds: 0.1 });
  const counts = linesOf(await metrics.text()).filter((line) => line.includes('_count'));
  expect(counts.sort()).toEqual([
    'kontora_delivery_duration_seconds_count{inbox="telegram",outcome="later"} 1',
    'kontora_turn_duration_seconds_count{inbox="telegram",outcome="done"} 2',
    'kontora_turn_duration_seconds_count{inbox="webchat",outcome="dead"} 1',
  ]);
});
