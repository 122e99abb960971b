/** What other systems can be told of. */
export const EVENT_TYPES = [
  /** A customer placed an order. */
  'order.placed',
  /** An order has another status. */
  'order.status',
  /** Its lines, amounts or delivery are others. */
  'order.changed',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** Sent by hand, to see whether an endpoint answers. */
export const TEST_EVENT = 'webhook.test';

/** Something that happened, as it is sent: the same id however often. */
export interface WebhookEvent {
  readonly id: string;
  readonly type: EventType | typeof TEST_EVENT;
  readonly payload: unknown;
  readonly at: Date;
}
