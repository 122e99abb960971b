export { createCart } from './cart/cart.ts';
export * from './contract.ts';
export {
  createOrderFeed,
  type ExchangedOrder,
  type OrderFeed,
  type OrderFeedPage,
} from './exchange/feed.ts';
export { findOrder, type NamedOrder, nameOutside, type OrderName, statusOf } from './exchange/identify.ts';
export { createNotices, type Notices, type Push } from './notices/notices.ts';
export type { MoveWish, OrderMoves } from './office/moves.ts';
export {
  addAdminOrderRoute,
  addOrderRoutes,
  createOrderDesk,
  type OrderDesk,
} from './office/register.ts';
export { orderData } from './personal-data.ts';
export { createCustomerOrders } from './placed/customer-orders.ts';
export type { Buyer, Buyers, Emit, Teach } from './ports.ts';
export { SaidStatus } from './status/said.ts';
