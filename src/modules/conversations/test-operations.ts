import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { Role } from '#modules/access/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { Http } from '#platform/http/http.ts';
import { servePanelRoutes } from '#test/panel-routes.ts';
import type { Content, Delivery, Input } from './schema.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';

/** For tests: routes, and an employee who calls them; without a role nobody is logged in. */
export const servePanel = async (db: Database, routes: (http: Http) => void) => {
  const panel = await servePanelRoutes(routes);
  const personId = await aPerson(db, 'Olga');
  return {
    ...panel,
    personId,
    as: (...roles: Role[]): void =>
      panel.as(
        roles.length === 0
          ? undefined
          : { personId, roles, channel: 'panel', address: '127.0.0.1', traceId: TRACE },
      ),
  };
};

export type PanelServer = Awaited<ReturnType<typeof servePanel>>;

/** For tests: a list as a route answers it. */
export interface Listed<Item> {
  readonly items: readonly Item[];
  readonly total: number;
}

/** For tests: somebody of this name. */
export const aPerson = async (db: Database, name: string): Promise<string> => {
  const id = newId();
  await db.insertInto('people').values({ id, name }).execute();
  return id;
};

/** For tests: a conversation, made together with its inbox. */
export const aConversation = async (
  db: Database,
  { inbox = 'telegram', title = 'Anna', personId = null as string | null, kind = 'private' } = {},
): Promise<string> => {
  const id = newId();
  await db
    .insertInto('inboxes')
    .values({ id: inbox, channel: inbox })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
    .insertInto('conversations')
    .values({ id, inbox_id: inbox, address: id, kind, title, person_id: personId, heard_at: new Date() })
    .execute();
  return id;
};

/** For tests: a turn that was heard and failed for good. */
export const aDeadTurn = async (
  db: Database,
  conversationId: string,
  {
    input = { kind: 'text', text: 'hello' } as Input,
    error = 'boom',
    dialogue = 'menu',
    secondsAgo = 0,
  } = {},
): Promise<number> => {
  const { rows } = await sql<{ turn: number }>`
    with c as (
      update conversations set heard = heard + 1, said = said + 1, positions = positions + 1, changes = changes + 1
      where id = ${conversationId} returning *
    ), m as (
      insert into messages (conversation_id, inbox_id, direction, external_id, turn, position, change, account,
                            person_id, content, trace_id)
      select id, inbox_id, 'in', id || ':' || heard, heard, positions, changes, 'anna', person_id,
             ${JSON.stringify(input)}::jsonb, ${TRACE} from c
    )
    insert into turns (conversation_id, number, state, dialogue, attempts, error, duration_ms, trace_id, at)
    select id, heard, 'dead', ${dialogue}, 5, ${error}, 3, ${TRACE}, now() - make_interval(secs => ${secondsAgo})
    from c returning number as turn
  `.execute(db);
  return rows[0]?.turn ?? 0;
};

/** For tests: an outgoing message in some state. */
export const aDelivery = async (
  db: Database,
  conversationId: string,
  {
    state = 'sent' as Delivery,
    content = { text: 'hello' } as Content & { secret?: boolean },
    error = null as string | null,
    author = null as string | null,
    secondsAgo = 0,
    tookSeconds = 0,
  } = {},
): Promise<number> => {
  const { rows } = await sql<{ id: number }>`
    with c as (
      update conversations set positions = positions + 1, changes = changes + 1
      where id = ${conversationId} returning *
    )
    insert into messages (conversation_id, inbox_id, direction, turn, position, change, person_id, content, in_doubt,
                          delivery, attempts, error, trace_id, at, delivered_at)
    select id, inbox_id, 'out', said, positions, changes, ${author}::uuid, ${JSON.stringify(content)}::jsonb, 'repeat',
           ${state}, 1, ${error}, ${TRACE}, now() - make_interval(secs => ${secondsAgo}),
           case when ${state} = 'sent'
                then now() - make_interval(secs => ${secondsAgo}) + make_interval(secs => ${tookSeconds}) end
    from c returning id
  `.execute(db);
  return rows[0]?.id ?? 0;
};

/** For tests: what the audit holds of one kind of subject, oldest first. */
export const auditOf = async (db: Database, subject: string) => {
  const rows = await db
    .selectFrom('audit_entries')
    .select(['action', 'outcome', 'actor_id', 'subject_id', 'before', 'after'])
    .where('subject_kind', '=', subject)
    .orderBy('seq')
    .execute();
  return rows;
};
