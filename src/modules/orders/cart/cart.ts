import type { Clock } from '#kernel/time.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Settings } from '#modules/settings/index.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Cart } from '../contract.ts';
import type { Buyers, Emit, Teach } from '../ports.ts';
import { createTell } from '../status/tell.ts';
import { createAdd } from './add.ts';
import { createDelivery } from './delivery.ts';
import { createCartLines } from './lines.ts';
import { createCartRows } from './open.ts';
import { createRefresh } from './refresh.ts';
import { createSubmit } from './submit.ts';

/** The cart of every person: one order in draft each, the same wherever they write from. */
export const createCart = (deps: {
  customers: Buyers;
  settings: Pick<Settings, 'get'>;
  audit: Audit;
  clock: Clock;
  /** Who remembers what customers mean by their words; without it nobody does. */
  teach?: Teach | undefined;
  /** Who tells other systems; without it nobody does. */
  emit?: Emit | undefined;
}): Cart => {
  const { teach = async () => {}, emit = async () => {} } = deps;
  const cart = createCartRows(deps);
  const timeZone = async (tx: Tx) => (await deps.settings.get('working_hours', tx)).time_zone;

  const read: Cart['read'] = async (db, personId) => {
    const row = await db
      .selectFrom('orders')
      .select('id')
      .where('person_id', '=', personId)
      .where('status', '=', 'draft')
      .executeTakeFirst();
    const order = row && (await cart.read(db, personId, row.id));
    return order && order.lines.length > 0 ? order : undefined;
  };

  return {
    read,
    add: createAdd({ ...deps, cart }),
    ...createCartLines({ ...deps, cart, teach }),
    setDelivery: createDelivery({ ...deps, cart, timeZone }),
    refresh: createRefresh({ cart }),
    submit: createSubmit({ ...deps, tell: createTell({ emit }) }),
  };
};
