import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import type { Locale } from '#kernel/locale.ts';
import type { Clock } from '#kernel/time.ts';
import { type Actor, assertMay, type Role } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { parseName } from './contact.ts';
import { configuredRolesOf, readPeople, rolesByConfiguration } from './rows.ts';
import type { Block, ConfiguredRoles, PersonCard, PersonConversation } from './schema.ts';
import { lockPerson, type Subject } from './subject.ts';

const MOST_CONVERSATIONS = 100;

/** The card of one person, and the corrections that anybody who answers people may make on it. */
export const createCards = ({
  db,
  audit,
  clock,
  configured,
}: {
  db: Database;
  audit: Audit;
  clock: Clock;
  configured: readonly ConfiguredRoles[];
}) => {
  /** AppError `missing` when there is no such person. */
  const read = async (by: Actor, id: string): Promise<PersonCard> => {
    assertMay(by, 'people.read');
    const [person] = await readPeople(db, [id], { now: new Date(clock.now()), configured });
    if (!person) throw new AppError('missing', 'there is no such person');
    const { rows } = await sql<{ roles: Role[] }>`select roles from people where id = ${id}`.execute(db);
    return {
      ...person,
      grantedRoles: rows[0]?.roles ?? [],
      configuredRoles: rolesByConfiguration(person.identities, configured),
      block: person.blocked ? await blockOf(id) : null,
      theirConversations: await conversationsOf(id),
    };
  };

  /** Who blocked, only the audit knows: the latest entry is about the block in force. */
  const blockOf = async (id: string): Promise<Block | null> => {
    const { rows } = await sql<Block>`
      select p.blocked_at as since, p.blocked_until as until, coalesce(p.blocked_reason, '') as reason,
             case when author.id is not null
                  then jsonb_build_object('id', author.id, 'name', author.name) end as by
      from people p
      left join lateral (
        select actor_id from audit_entries
        where subject_id = ${id} and subject_kind = 'person' and action = 'people.block' and outcome = 'done'
        order by seq desc limit 1
      ) entry on true
      left join people author on author.id = entry.actor_id
      where p.id = ${id} and p.blocked_at is not null
    `.execute(db);
    return rows[0] ?? null;
  };

  const conversationsOf = async (id: string): Promise<readonly PersonConversation[]> => {
    const { rows } = await sql<PersonConversation>`
      select c.id, c.inbox_id as inbox, c.title, c.heard_at as "heardAt",
             case when o.id is not null then jsonb_build_object('id', o.id, 'name', o.name) end as operator
      from conversations c left join people o on o.id = c.operator_id
      where c.person_id = ${id}
      order by c.heard_at desc nulls last, c.id desc limit ${MOST_CONVERSATIONS}
    `.execute(db);
    return rows;
  };

  /**
   * Corrects the name or the language (null: as the channel tells). AppError `invalid`, `missing`, `conflict`;
   * `denied`: somebody else who works in the office, by who may not grant roles.
   */
  const correct = async (
    by: Actor,
    id: string,
    given: { readonly name?: string | undefined; readonly locale?: Locale | null | undefined },
  ): Promise<void> => {
    assertMay(by, 'conversations.answer');
    const name = given.name === undefined ? undefined : nameOf(given.name);
    await db.transaction().execute(async (tx) => {
      const before = await lockPerson(tx, id);
      const after = {
        name: name ?? before.name,
        locale: given.locale === undefined ? before.locale : given.locale,
      };
      if (after.name === before.name && after.locale === before.locale) return;
      if (by.personId !== before.id && (await isOfOffice(tx, before))) assertMay(by, 'people.roles');
      await tx.updateTable('people').set(after).where('id', '=', id).execute();
      const shown = ({ name, locale }: typeof after) => ({ name: initialsOf(name), locale });
      const subject = { kind: 'person', id: before.id };
      await audit.record(tx, {
        by,
        action: 'people.correct',
        subject,
        before: shown(before),
        after: shown(after),
      });
    });
  };

  /** What employees are called, their colleagues and the audit go by. */
  const isOfOffice = async (tx: Tx, { id, roles }: Subject): Promise<boolean> => {
    if (roles.length > 0) return true;
    const { rows } = await sql`select from accounts where person_id = ${id}`.execute(tx);
    return rows.length > 0 || (await configuredRolesOf(tx, id, configured)).length > 0;
  };

  return { read, correct };
};

const nameOf = (text: string): string => {
  const name = parseName(text);
  if (name.ok) return name.value;
  throw new AppError('invalid', 'this is no name', { fields: [{ path: 'name', issue: 'not a name' }] });
};

/** The audit outlives an erasure, so it never has a name whole. */
const initialsOf = (name: string): string =>
  name
    .split(' ')
    .map((word) => `${[...word][0] ?? ''}…`)
    .join(' ');
