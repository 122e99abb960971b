import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { Clock } from '#kernel/time.ts';
import type { Tx } from '#platform/db/database.ts';
import type { EventType } from './event.ts';

/** The NOTIFY channel on which the senders hear that something waits. */
export const WEBHOOKS_CHANNEL = 'kontora_webhooks';

/** Tells every endpoint that wants to know, in the transaction of what happened; nothing where there is none. */
export type EmitWebhook = (tx: Tx, type: EventType, payload: () => unknown) => Promise<void>;

/** `payload` is asked for only when somebody wants it. */
export const createEmit =
  ({ clock }: { clock: Clock }): EmitWebhook =>
  async (tx, type, payload) => {
    const wanted = await tx
      .selectFrom('webhook_endpoints')
      .select('id')
      .where(sql<boolean>`${type} = any(events)`)
      .where('paused_at', 'is', null)
      .orderBy('id')
      .execute();
    if (wanted.length === 0) return;
    const id = newId(clock.now());
    await tx
      .insertInto('webhook_events')
      .values({ id, type, payload: JSON.stringify(await payload()), at: new Date(clock.now()) })
      .execute();
    await tx
      .insertInto('webhook_deliveries')
      .values(
        wanted.map((endpoint) => ({
          endpoint_id: endpoint.id,
          event_id: id,
          next_attempt_at: new Date(clock.now()),
        })),
      )
      .execute();
    await sql`select pg_notify(${WEBHOOKS_CHANNEL}, '')`.execute(tx);
  };
