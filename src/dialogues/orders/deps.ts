import type { Clock } from '#kernel/time.ts';
import type { FileRef, TurnContext } from '#modules/conversations/index.ts';
import type { Customers } from '#modules/customers/index.ts';
import type { Cart, CustomerOrders } from '#modules/orders/index.ts';
import type { Search } from '#modules/search/index.ts';
import type { Settings } from '#modules/settings/index.ts';

/** What ordering in the chat needs. */
export interface OrdersDeps {
  readonly cart: Cart;
  readonly orders: CustomerOrders;
  readonly customers: Pick<Customers, 'membershipOf' | 'addressesOf' | 'keepAddress'>;
  readonly search: Pick<Search, 'find'>;
  readonly settings: Pick<Settings, 'get'>;
  readonly clock: Clock;
  /** Where words and files go that order something; undefined: they do not. Absent: nobody orders in words. */
  readonly order?: (
    turn: TurnContext,
    text: string,
    files?: readonly FileRef[],
  ) => Promise<
    { readonly start: string; readonly text: string; readonly files?: readonly FileRef[] } | undefined
  >;
}
