import { describe, expect, it } from 'vitest';
import { createMetrics } from './metrics.ts';

describe('metrics', () => {
  it('count HTTP requests and outer calls with their durations', async () => {
    const metrics = createMetrics();
    metrics.httpRequest({ method: 'GET', route: '/orders/:id', status: 200, seconds: 0.02 });
    metrics.httpRequest({ method: 'GET', route: '/orders/:id', status: 200, seconds: 2 });
    metrics.outerCall({ system: 'telegram', operation: 'sendMessage', outcome: 'limited', seconds: 0.1 });
    const text = await metrics.text();
    const labels = 'method="GET",route="/orders/:id",status="200"';
    expect(text).toContain(`http_request_duration_seconds_count{${labels}} 2`);
    expect(text).toContain(`http_request_duration_seconds_sum{${labels}} 2.02`);
    expect(text).toContain(`http_request_duration_seconds_bucket{le="0.025",${labels}} 1`);
    expect(text).toContain(
      'outer_call_duration_seconds_count{system="telegram",operation="sendMessage",outcome="limited"} 1',
    );
  });

  it('hold those of the process', async () => {
    const text = await createMetrics().text();
    expect(text).toMatch(/process_resident_memory_bytes \d+/);
    expect(text).toContain('nodejs_eventloop_lag');
  });

  it('take counters, gauges and histograms of modules', async () => {
    const metrics = createMetrics();
    metrics
      .counter({ name: 'turns_total', help: 'Turns', labelNames: ['outcome'] })
      .inc({ outcome: 'done' }, 3);
    metrics.gauge({
      name: 'waiting',
      help: 'Waiting',
      collect() {
        this.set(7);
      },
    });
    metrics.histogram({ name: 'lag_seconds', help: 'Lag' }).observe(0.3);
    const text = await metrics.text();
    expect(text).toContain('turns_total{outcome="done"} 3');
    expect(text).toContain('waiting 7');
    expect(text).toContain('lag_seconds_bucket{le="0.5"} 1');
    expect(() => metrics.counter({ name: 'turns_total', help: 'again' })).toThrow(/already/);
  });

  it('are separate for every process that is started', async () => {
    createMetrics().counter({ name: 'turns_total', help: 'Turns' }).inc();
    expect(await createMetrics().text()).not.toContain('turns_total');
  });
});
