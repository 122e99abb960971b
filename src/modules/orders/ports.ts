import type { Actor } from '#modules/access/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { OrderEvent } from './contract.ts';

/** For whom a person acts, as far as orders care. */
export interface Buyer {
  readonly organizationId: string;
  /** Null: the usual prices. */
  readonly priceTypeId: number | null;
  readonly blocked: boolean;
}

/** What orders ask of customers. */
export interface Buyers {
  /** Undefined: not registered. */
  membershipOf(db: Database, personId: string): Promise<Buyer | undefined>;
  isMember(db: Database, personId: string, organizationId: string): Promise<boolean>;
}

/** Remembers what an organization means by its words. */
export type Teach = (
  tx: Tx,
  lesson: {
    readonly organizationId: string | null;
    /** The customer's own words, without an amount. */
    readonly phrase: string;
    readonly productId: number;
    /** The person who said so. */
    readonly by: Actor['personId'];
    readonly office: boolean;
  },
) => Promise<unknown>;

/** Tells others of an order, in the transaction of the change. */
export type Emit = (tx: Tx, event: OrderEvent) => Promise<unknown>;
