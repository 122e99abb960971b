import type { VirtualClock } from './clock.ts';
import type { Bot, Room } from './model.ts';
import { tooMany } from './refusal.ts';

/** How much one bot may send; the real figures are unpublished, these are ours. */
export interface LimitSettings {
  enabled: boolean;
  private: { per_second: number; burst: number };
  group: { per_minute: number };
  global: { per_second: number };
}

interface Bucket {
  tokens: number;
  at: number;
}

/** Token buckets per chat and per bot on the virtual clock. */
export interface Limits {
  settings: LimitSettings;
  /** Takes `count` messages from every bucket concerned, or refuses with 429 and takes none. */
  spend(bot: Bot, room: Room, kind: 'send' | 'edit', count?: number): void;
  /** At most one webhook change a second. */
  spendWebhookChange(bot: Bot): void;
  reset(): void;
}

export const DEFAULT_LIMITS: Readonly<Omit<LimitSettings, 'enabled'>> = {
  private: { per_second: 1, burst: 3 },
  group: { per_minute: 20 },
  global: { per_second: 30 },
};

/** Full buckets everywhere. */
export function createLimits(clock: VirtualClock, enabled: boolean): Limits {
  let buckets = new WeakMap<object, Bucket>();
  const webhookBuckets = new WeakMap<object, object>();

  const fill = (owner: object, capacity: number, perSecond: number): Bucket => {
    const now = clock.now();
    const bucket = buckets.get(owner) ?? { tokens: capacity, at: now };
    bucket.tokens = Math.min(capacity, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    buckets.set(owner, bucket);
    return bucket;
  };

  const take = (wanted: readonly { bucket: Bucket; perSecond: number; count: number }[]) => {
    const seconds = Math.max(
      ...wanted.map(({ bucket, perSecond, count }) => (count - bucket.tokens) / perSecond),
    );
    // A hair of tolerance: a bucket refilled by exactly the told wait must be full enough.
    if (seconds > 1e-6) throw tooMany(Math.max(1, Math.ceil(seconds)));
    for (const { bucket, count } of wanted) bucket.tokens -= count;
  };

  const limits: Limits = {
    settings: { enabled, ...structuredClone(DEFAULT_LIMITS) },
    spend(bot, room, kind, count = 1) {
      const { enabled: isOn, private: single, group, global } = limits.settings;
      if (!isOn) return;
      const wanted = [
        {
          bucket: fill(bot, global.per_second, global.per_second),
          perSecond: global.per_second,
          count: Math.min(count, global.per_second),
        },
      ];
      if (room.chat.type !== 'private') {
        wanted.push({
          bucket: fill(room, group.per_minute, group.per_minute / 60),
          perSecond: group.per_minute / 60,
          count: Math.min(count, group.per_minute),
        });
      } else if (kind === 'send') {
        wanted.push({
          bucket: fill(room, single.burst, single.per_second),
          perSecond: single.per_second,
          count: Math.min(count, single.burst),
        });
      }
      take(wanted);
    },
    spendWebhookChange(bot) {
      if (!limits.settings.enabled) return;
      const owner = webhookBuckets.get(bot) ?? {};
      webhookBuckets.set(bot, owner);
      take([{ bucket: fill(owner, 1, 1), perSecond: 1, count: 1 }]);
    },
    reset() {
      buckets = new WeakMap();
      limits.settings = { enabled, ...structuredClone(DEFAULT_LIMITS) };
    },
  };
  return limits;
}
