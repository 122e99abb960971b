import { describe, expect, it } from 'vitest';
import type { ChannelStatus, ChannelWebhook } from './channel.ts';
import { diagnose } from './inbox-health.ts';

const NOW = Date.UTC(2026, 0, 15, 12);
const ago = (seconds: number) => new Date(NOW - seconds * 1_000);

const FINE: ChannelStatus = {
  account: '@bot',
  name: 'Bot',
  mode: 'polling',
  webhook: null,
  authorized: true,
  trouble: null,
  lastUpdateAt: null,
  lastLimitedAt: null,
  lastConflictAt: null,
};
const HOOK: ChannelWebhook = {
  host: 'office.example',
  ours: true,
  certificate: false,
  pending: 0,
  lastError: null,
  lastErrorAt: null,
};
const hooked = (webhook: Partial<ChannelWebhook> = {}): Partial<ChannelStatus> => ({
  mode: 'webhook',
  webhook: { ...HOOK, ...webhook },
});
const of = (status: Partial<ChannelStatus>, waitingSeconds = 0) =>
  diagnose({ ...FINE, ...status }, { waitingSeconds }, NOW);

describe('an inbox', () => {
  it.each<[string, Partial<ChannelStatus>]>([
    ['polls', {}],
    ['has its webhook', hooked()],
    ['had troubles long ago', hooked({ lastError: 'x', lastErrorAt: ago(601), pending: 50 })],
    ['was slowed down and doubled long ago', { lastLimitedAt: ago(61), lastConflictAt: ago(121) }],
    ['needs no messenger', { mode: 'http', account: null }],
  ])('is well when it %s', (_, status) => {
    expect(of(status, 60)).toEqual({ health: 'ok', cure: null });
  });

  it.each<[string, Partial<ChannelStatus>]>([
    ['unauthorized', { authorized: false }],
    ['unauthorized', { authorized: false, trouble: 'x', mode: 'webhook' }],
    ['unreachable', { trouble: 'no connection' }],
    ['webhook_blocks_polling', { webhook: HOOK }],
    ['webhook_missing', { mode: 'webhook' }],
    ['webhook_foreign', hooked({ ours: false, lastErrorAt: ago(1) })],
  ])('is down, and the cure is %s', (cure, status) => {
    expect(of(status, 1_000)).toEqual({ health: 'down', cure });
  });

  it.each<[string, Partial<ChannelStatus>]>([
    ['webhook_failing', hooked({ lastError: 'x', lastErrorAt: ago(599), pending: 100 })],
    ['webhook_behind', hooked({ pending: 51 })],
    ['second_poller', { lastConflictAt: ago(119), lastLimitedAt: ago(1) }],
    ['slowed_down', { lastLimitedAt: ago(59) }],
    ['work_stuck', {}],
  ])('is degraded, and the cure is %s', (cure, status) => {
    expect(of(status, 61)).toEqual({ health: 'degraded', cure });
  });

  it('that does not answer in time is down', () => {
    expect(diagnose(undefined, { waitingSeconds: 0 }, NOW)).toEqual({ health: 'down', cure: 'late' });
  });
});
