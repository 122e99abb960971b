import { sql } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { Actor, Role } from '#modules/access/index.ts';
import { createAudit } from '#modules/audit/index.ts';
import { normalSku } from '#modules/catalogue/index.ts';
import { defaultOf } from '#modules/settings/definitions.ts';
import type { Settings, SettingValue } from '#modules/settings/index.ts';
import type { OpenDatabase, Tx } from '#platform/db/database.ts';
import { silent, testDatabase } from '#test/database.ts';
import { createCart } from './cart/cart.ts';
import type { Cart, CartAddition, CustomerOrders, Order, OrderEvent } from './contract.ts';
import { createCustomerOrders } from './placed/customer-orders.ts';
import type { Buyers, Teach } from './ports.ts';

/** What the tests of orders say the time is, unless they let it pass: the noon of a Monday in Moscow. */
export const START = Date.parse('2026-03-02T09:00:00Z');

interface ProductOptions {
  readonly title?: string;
  readonly price?: string | null;
  readonly stock?: string;
  readonly hidden?: boolean;
  readonly min?: string;
  readonly multiple?: string;
  readonly unit?: string;
}

/** For tests: goods, customers with their organizations, and orders in a database of their own. */
export const ordersBench = () => {
  let database: OpenDatabase;
  let cart: Cart;
  let orders: CustomerOrders;
  let now = START;
  let count = 0;
  const clock = { now: () => now };
  const events: OrderEvent[] = [];
  const lessons: Parameters<Teach>[1][] = [];
  const rules: { orders: SettingValue<'orders'> } = { orders: defaultOf('orders') };
  const settings: Pick<Settings, 'get'> = {
    get: async (key) => (key === 'orders' ? rules.orders : defaultOf(key)) as never,
  };

  beforeAll(async () => {
    database = await testDatabase();
    const deps = {
      customers: buyers,
      settings,
      audit: createAudit({ clock, log: silent }),
      clock,
      teach,
      emit,
    };
    cart = createCart(deps);
    orders = createCustomerOrders({ ...deps, cart });
  });
  afterAll(async () => database?.close());

  const emit = async (_: Tx, event: OrderEvent): Promise<void> => void events.push(event);
  const teach: Teach = async (_, lesson) => void lessons.push(lesson);

  const inTx = <Answer>(work: (tx: Tx) => Promise<Answer>): Promise<Answer> =>
    database.db.transaction().execute(work);

  const addPerson = async (name = 'Anna'): Promise<string> => {
    const id = newId();
    await database.db.insertInto('people').values({ id, name, roles: [] }).execute();
    return id;
  };

  const addOrganization = async ({
    name,
    priceTypeId = null,
  }: {
    name?: string;
    priceTypeId?: number | null;
  } = {}): Promise<string> => {
    const id = newId();
    count += 1;
    await database.db
      .insertInto('organizations')
      .values({ id, name: name ?? `Stroika ${count}`, kind: 'company', price_type_id: priceTypeId })
      .execute();
    return id;
  };

  const join = async (personId: string, organizationId: string): Promise<void> => {
    await database.db
      .insertInto('organization_members')
      .values({ organization_id: organizationId, person_id: personId, role: 'owner' })
      .execute();
  };

  /** A person with an organization of their own. */
  const addCustomer = async (options: Parameters<typeof addOrganization>[0] = {}) => {
    const personId = await addPerson();
    const organizationId = await addOrganization(options);
    await join(personId, organizationId);
    return { personId, organizationId };
  };

  const addProduct = async (options: ProductOptions = {}): Promise<number> => {
    count += 1;
    const { title = `Pipe ${count}`, price = '150.50', stock = '100', unit = null } = options;
    const { hidden = false, min = null, multiple = null } = options;
    const sku = `ART-${count}`;
    const { id } = await database.db
      .insertInto('products')
      .values({
        sku,
        sku_normal: normalSku(sku),
        title,
        price,
        stock_qty: stock,
        unit,
        hidden_by_office: hidden,
        order_min: min,
        order_multiple: multiple,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  };

  const addPriceType = async (prices: Readonly<Record<number, string>>): Promise<number> => {
    count += 1;
    const { id } = await database.db
      .insertInto('price_types')
      .values({ name: `Type ${count}` })
      .returning('id')
      .executeTakeFirstOrThrow();
    for (const [product, price] of Object.entries(prices))
      await database.db
        .insertInto('product_prices')
        .values({ product_id: Number(product), price_type_id: id, price })
        .execute();
    return id;
  };

  /** Changes a product as an import would. */
  const change = async (
    id: number,
    set: { price?: string | null; stock_qty?: string; hidden_by_office?: boolean; order_min?: string },
  ): Promise<void> => {
    await database.db.updateTable('products').set(set).where('id', '=', id).execute();
  };

  /** Puts products into a cart, so many of each. */
  const fill = (personId: string, wishes: Readonly<Record<number, string>>) =>
    add(
      personId,
      Object.entries(wishes).map(([id, qty]) => ({ productId: Number(id), title: '', qty })),
    );

  const add = (personId: string, additions: readonly CartAddition[]) =>
    inTx((tx) => cart.add(tx, { personId, conversationId: null, additions }));

  const submit = (personId: string, { id, version }: Pick<Order, 'id' | 'version'>) =>
    inTx((tx) =>
      cart.submit(tx, { personId, orderId: id, version, conversationId: null, by: inChat(personId) }),
    );

  /** An order as it is placed: with these products, or with one of its own. */
  const place = async (personId: string, wishes?: Readonly<Record<number, string>>): Promise<Order> => {
    const filled = must(await fill(personId, wishes ?? { [await addProduct()]: '2' }));
    return must(await submit(personId, filled));
  };

  return {
    get db() {
      return database.db;
    },
    get connection() {
      return database.connection;
    },
    get cart() {
      return cart;
    },
    get orders() {
      return orders;
    },
    clock,
    settings,
    emit,
    teach,
    events,
    lessons,
    rules,
    inTx,
    addPerson,
    addOrganization,
    addCustomer,
    join,
    addProduct,
    addPriceType,
    change,
    add,
    fill,
    submit,
    place,
    /** The time goes on. */
    pass: (ms: number): void => {
      now += ms;
    },
    audited: () => database.db.selectFrom('audit_entries').selectAll().orderBy('seq').execute(),
    changesOf: (orderId: string) =>
      database.db
        .selectFrom('order_changes')
        .selectAll()
        .where('order_id', '=', orderId)
        .orderBy('id')
        .execute(),
  };
};

export type OrdersBench = ReturnType<typeof ordersBench>;

/** For tests: the value of an answer that must not be a refusal. */
export const must = <Value>(
  answer: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reason: string },
): Value => {
  if (!answer.ok) throw new Error(`refused: ${answer.reason}`);
  return answer.value;
};

/** For tests: a customer in their chat. */
export const inChat = (personId: string): Actor => ({
  personId,
  roles: [],
  channel: 'telegram',
  address: null,
  traceId: null,
});

/** For tests: somebody at the panel. */
export const atPanel = (personId: string, ...roles: Role[]): Actor => ({
  personId,
  roles,
  channel: 'panel',
  address: '127.0.0.1',
  traceId: null,
});

/** For tests: customers as their tables say. */
export const buyers: Buyers = {
  membershipOf: async (db, personId) => {
    const { rows } = await sql<{ organizationId: string; priceTypeId: number | null; blocked: boolean }>`
      select o.id as "organizationId", o.price_type_id as "priceTypeId", o.blocked_at is not null as blocked
      from organization_members m join organizations o on o.id = m.organization_id
      where m.person_id = ${personId} order by m.chosen_at desc limit 1
    `.execute(db);
    return rows[0];
  },
  isMember: async (db, personId, organizationId) => {
    const { rows } = await sql`
      select from organization_members where person_id = ${personId} and organization_id = ${organizationId}
    `.execute(db);
    return rows.length > 0;
  },
};
