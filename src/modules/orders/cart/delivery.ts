import { ok, refuse } from '#kernel/result.ts';
import { cleanText, isBlank } from '#kernel/text.ts';
import type { Clock } from '#kernel/time.ts';
import { wallClock } from '#kernel/time-zone.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Cart } from '../contract.ts';
import type { CartRows } from './open.ts';

/** Characters of an address and of a comment. */
const SHORTEST_ADDRESS = 3;
export const LONGEST_ADDRESS = 300;
export const LONGEST_COMMENT = 1_000;
/** Nobody plans a delivery for later. */
const MOST_DAYS = 366;
const DAY_MS = 86_400_000;

/** When, where to, and what else the customer says. */
export const createDelivery =
  ({
    cart,
    timeZone,
    clock,
  }: {
    cart: CartRows;
    timeZone: (tx: Tx) => Promise<string>;
    clock: Clock;
  }): Cart['setDelivery'] =>
  async (tx, { personId, ...wish }) => {
    const orderId = await cart.lock(tx, personId);
    if (!orderId) return refuse('missing');
    const { deliveryOn } = wish;
    const today = dayOf(await timeZone(tx), clock.now());
    if (deliveryOn && !isAhead(deliveryOn, today)) return refuse('invalid');
    const address = wish.address ? cleanText(wish.address).replace(/\s+/g, ' ').trim() : wish.address;
    if (typeof address === 'string' && !isAddress(address)) return refuse('invalid');
    const comment = wish.comment === undefined ? undefined : cleanText(wish.comment).trim();
    if (comment !== undefined && comment.length > LONGEST_COMMENT) return refuse('invalid');
    const told = {
      ...(deliveryOn === undefined ? {} : { delivery_on: deliveryOn }),
      ...(address === undefined ? {} : { address }),
      ...(comment === undefined ? {} : { comment: isBlank(comment) ? '' : comment }),
    };
    if (Object.keys(told).length > 0)
      await tx.updateTable('orders').set(told).where('id', '=', orderId).execute();
    return ok(await cart.changed(tx, personId, orderId));
  };

/** Whether goods can be brought there. */
export const isAddress = (address: string): boolean =>
  address.length >= SHORTEST_ADDRESS && address.length <= LONGEST_ADDRESS && !isBlank(address);

/** The midnight of today in a time zone, as if it were UTC. */
const dayOf = (zone: string, at: number): number => {
  const wall = wallClock(zone)(at);
  return wall - (wall % DAY_MS);
};

const isAhead = (date: string, today: number): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return false;
  const day = Date.parse(date);
  // Such as the 31st of February.
  if (Number.isNaN(day) || new Date(day).toISOString().slice(0, 10) !== date) return false;
  return day >= today && day <= today + MOST_DAYS * DAY_MS;
};
