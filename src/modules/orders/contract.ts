import type { Result } from '#kernel/result.ts';
import type { Actor } from '#modules/access/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';

/** Where an order stands. The cart of a person is their order in draft. */
export const ORDER_STATUSES = [
  'draft',
  'pending',
  'confirmed',
  'assembling',
  'shipped',
  'done',
  'cancelled',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** Statuses the office sees. */
export const PLACED = [
  'pending',
  'confirmed',
  'assembling',
  'shipped',
  'done',
  'cancelled',
] as const satisfies readonly OrderStatus[];
export type PlacedStatus = (typeof PLACED)[number];

/** Every move there is; whatever is not here is refused (S3-09). */
export const MOVES: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  draft: ['pending'],
  pending: ['confirmed', 'assembling', 'cancelled'],
  confirmed: ['assembling', 'shipped', 'cancelled'],
  assembling: ['shipped', 'done', 'cancelled'],
  shipped: ['done', 'cancelled'],
  done: [],
  cancelled: [],
};

/** Until then the customer may cancel by himself. */
export const CANCELLABLE = ['pending', 'confirmed'] as const satisfies readonly OrderStatus[];

/** Lines of one order. */
export const MOST_LINES = 500;
/** The largest amount of one line, in the unit of the product. */
export const MOST_QTY = '1000000';

/** A line of a cart or of an order. Money and quantities are exact decimals as text. */
export interface OrderLine {
  readonly id: number;
  readonly position: number;
  /** Null: in doubt, or not in the catalogue any more. */
  readonly productId: number | null;
  readonly title: string;
  readonly sku: string | null;
  readonly unit: string | null;
  readonly qty: string;
  /** The customer named no amount. */
  readonly qtyAssumed: boolean;
  /** For one unit; null: on request. */
  readonly price: string | null;
  /** Null: on request. */
  readonly sum: string | null;
  /** The customer's own words, where the line came from words. */
  readonly said: string | null;
  /** `doubtful`: one of `choices`; `unknown`: the office has to find it. */
  readonly doubt: 'doubtful' | 'unknown' | null;
  readonly choices: readonly number[];
  readonly note: string;
  /** What can be had now, never below zero; null without a product. */
  readonly stock: string | null;
  readonly packQty: string | null;
  readonly orderMin: string | null;
  readonly orderMultiple: string | null;
  /** Not sold any more: hidden or gone. */
  readonly gone: boolean;
}

/** An order with its lines. */
export interface Order {
  readonly id: string;
  /** Null in draft. */
  readonly number: number | null;
  readonly personId: string;
  readonly organizationId: string | null;
  readonly status: OrderStatus;
  /** Raised by every change. */
  readonly version: number;
  readonly lines: readonly OrderLine[];
  /** Of the lines whose price is known. */
  readonly total: string;
  readonly comment: string;
  /** ISO date; null: as soon as possible. */
  readonly deliveryOn: string | null;
  /** Null: the customer comes. */
  readonly address: string | null;
  readonly submittedAt: Date | null;
  readonly changedAt: Date;
}

/** A status that a placed order has come to, and why, as its customer is told. */
export interface OrderStep {
  readonly status: PlacedStatus;
  readonly at: Date;
  readonly reason: string;
}

/** What is put into a cart; with a product already in it the amounts add up. */
export interface CartAddition {
  /** Null: in doubt. */
  readonly productId: number | null;
  /** The customer's words where there is no product. */
  readonly title: string;
  /** In the unit of the product; whole packs are counted by the caller. Null: none was named. */
  readonly qty: string | null;
  readonly said?: string | null;
  readonly doubt?: 'doubtful' | 'unknown' | null;
  readonly choices?: readonly number[];
  readonly note?: string;
}

/** What differed from what the customer had seen. Of stock: how much of the wanted amount it covered, and covers. */
export interface CartChange {
  readonly lineId: number;
  readonly title: string;
  readonly what: 'price' | 'stock' | 'gone' | 'qty';
  /** Amounts as text; null: none, or on request. */
  readonly before: string | null;
  readonly after: string | null;
}

/** An addition that could not be put into the cart; the others were. */
export interface LeftOut {
  /** Its place among the additions, from 0. */
  readonly at: number;
  readonly why: 'gone' | 'bad_qty';
}

export type CartRefusal =
  /** More lines than an order may have. */
  | 'too_many'
  /** No such line in this cart (any more). */
  | 'missing'
  /** Not above zero, too large, or no number. */
  | 'bad_qty'
  /** The product is hidden or gone. */
  | 'gone';

export type SubmitRefusal =
  /** Prices, stock or the cart itself are not what was seen: show it anew. */
  | 'changed'
  | 'empty'
  /** No organization yet. */
  | 'not_registered'
  | 'blocked'
  /** Less in stock than wanted, and the office takes no such orders. */
  | 'short';

/** The cart of a person: one, wherever they write from. Every change locks it and raises its version. */
export interface Cart {
  /** With prices and stock of now, beside the price seen last; undefined: empty. */
  read(db: Database, personId: string): Promise<Order | undefined>;
  /** What is hidden or absurd is left out and named; refused only when nothing else is left. */
  add(
    tx: Tx,
    wish: {
      readonly personId: string;
      readonly conversationId: string | null;
      readonly additions: readonly CartAddition[];
    },
  ): Promise<Result<Order & { readonly left: readonly LeftOut[] }, 'too_many' | 'gone' | 'bad_qty'>>;
  /** Rounded up to the minimum and the multiple of the product. */
  setQty(
    tx: Tx,
    wish: { readonly personId: string; readonly lineId: number; readonly qty: string },
  ): Promise<Result<Order, CartRefusal>>;
  remove(
    tx: Tx,
    wish: { readonly personId: string; readonly lineId: number },
  ): Promise<Result<Order | undefined, CartRefusal>>;
  clear(tx: Tx, personId: string): Promise<Result<undefined, never>>;
  /** Gives many lines the amounts they had, exactly; null takes a line out. Lines that are not there do not matter. */
  restore(
    tx: Tx,
    wish: {
      readonly personId: string;
      readonly lines: readonly { readonly lineId: number; readonly qty: string | null }[];
    },
  ): Promise<Result<undefined, never>>;
  /** Says which product a line in doubt means; the office remembers it as an alias. */
  choose(
    tx: Tx,
    wish: { readonly personId: string; readonly lineId: number; readonly productId: number },
  ): Promise<Result<Order, CartRefusal>>;
  /** The office shall find it: the line stays, as unknown. */
  leaveToOffice(
    tx: Tx,
    wish: { readonly personId: string; readonly lineId: number },
  ): Promise<Result<Order, CartRefusal>>;
  setDelivery(
    tx: Tx,
    wish: {
      readonly personId: string;
      /** Undefined: as it was. */
      readonly deliveryOn?: string | null;
      readonly address?: string | null;
      readonly comment?: string;
    },
  ): Promise<Result<Order, 'missing' | 'invalid'>>;
  /** Writes today's prices into the cart and tells what changed since the customer saw it. */
  refresh(tx: Tx, personId: string): Promise<Result<readonly CartChange[], never>>;
  /**
   * Places the order as it was seen: once, whoever asks how often; a second confirmation answers the placed order.
   * Price and stock come from the database in the same transaction.
   */
  submit(
    tx: Tx,
    wish: {
      readonly personId: string;
      readonly orderId: string;
      readonly version: number;
      readonly conversationId: string | null;
      readonly by: Actor;
    },
  ): Promise<Result<Order, SubmitRefusal>>;
}

/** Orders as their customers see them: those of the organization they act for, no others. */
export interface CustomerOrders {
  /** Newest first, drafts left out. */
  list(
    db: Database,
    wish: { readonly personId: string; readonly page: number; readonly size: number },
  ): Promise<{
    readonly items: readonly Order[];
    readonly page: number;
    readonly pages: number;
    readonly total: number;
  }>;
  /** Undefined: none, or not theirs. */
  read(
    db: Database,
    wish: { readonly personId: string; readonly orderId: string },
  ): Promise<Order | undefined>;
  /** The way of one placed order, the oldest step first; what was undone is no step. Empty: none, or not theirs. */
  steps(
    db: Database,
    wish: { readonly personId: string; readonly orderId: string },
  ): Promise<readonly OrderStep[]>;
  cancel(
    tx: Tx,
    wish: {
      readonly personId: string;
      readonly orderId: string;
      readonly reason: string;
      readonly by: Actor;
    },
  ): Promise<Result<Order, 'missing' | 'too_late'>>;
  /** Puts what is still sold of an order into the cart. */
  repeat(
    tx: Tx,
    wish: { readonly personId: string; readonly orderId: string; readonly conversationId: string | null },
  ): Promise<Result<{ readonly cart: Order; readonly gone: readonly string[] }, 'missing' | 'too_many'>>;
}

/** What others hear of orders, in the transaction of the change. */
export interface OrderEvent {
  readonly type: 'order.placed' | 'order.status' | 'order.changed';
  readonly orderId: string;
  readonly number: number;
  readonly status: OrderStatus;
  readonly from: OrderStatus | null;
}
