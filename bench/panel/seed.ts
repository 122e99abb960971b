import type pg from 'pg';

/** The parts of made-up names and words. */
const NAMES = ['Anna', 'Boris', 'Clara', 'Dmitri', 'Elena', 'Fyodor', 'Galina', 'Ivan', 'Maria', 'Pyotr'];
const SURNAMES = ['Karenina', 'Bezukhov', 'Levin', 'Rostova', 'Bolkonsky', 'Oblonsky', 'Kuragin', 'Vronsky'];
/** Messages of a conversation: said in turns, one in and one out. */
const TURNS = 3;

/**
 * Puts in so many people, each with an account, a phone and a conversation of three exchanges within 30 days, and
 * as many entries of the audit. The entries bear no chain: nothing here verifies them.
 */
export const seed = async (database: pg.Client, people: number): Promise<void> => {
  const run = (sql: string, values: readonly unknown[] = []) => database.query(sql, [...values]);
  const id = (kind: number, number = 'n') =>
    `('00000000-0000-7000-${kind}000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
  await run(
    `insert into people (id, name, created_at)
     select ${id(8)}, ($2::text[])[1 + n % 10] || ' ' || ($3::text[])[1 + n % 8] || ' ' || n,
            now() - (n::float8 / $1::int) * interval '90 days'
     from generate_series(1, $1::int) n`,
    [people, NAMES, SURNAMES],
  );
  await run(
    `insert into identities (id, person_id, kind, value, verified_at)
     select ${id(8, 'n * 2')}, ${id(8)}, 'telegram', (100000000 + n)::text, now() from generate_series(1, $1::int) n
     union all
     select ${id(8, 'n * 2 + 1')}, ${id(8)}, 'phone', '+7999' || lpad(n::text, 7, '0'), null
     from generate_series(1, $1::int) n`,
    [people],
  );
  await run(`insert into inboxes (id, channel) values ('telegram', 'telegram') on conflict do nothing`);
  await run(
    `insert into conversations (id, inbox_id, address, kind, person_id, title, heard, said, positions, changes, heard_at)
     select ${id(9)}, 'telegram', (100000000 + n)::text, 'private', p.id, p.name, ${TURNS}, ${TURNS}, ${TURNS * 2},
            ${TURNS * 2}, now() - (n::float8 / $1::int) * interval '30 days'
     from generate_series(1, $1::int) n join people p on p.id = ${id(8)}`,
    [people],
  );
  await run(
    `insert into turns (conversation_id, number, state, duration_ms, at)
     select c.id, t, 'done', 5, c.heard_at + t * interval '1 second' from conversations c, generate_series(1, ${TURNS}) t
     order by c.heard_at`,
  );
  await run(
    `insert into messages (conversation_id, inbox_id, direction, turn, position, change, external_id, person_id, account,
                           content, delivery, in_doubt, at, delivered_at)
     select c.id, c.inbox_id, d, t, t * 2 - (d = 'in')::int, t * 2, case when d = 'in' then c.address || ' ' || t end,
            case when d = 'in' then c.person_id end, case when d = 'in' then c.address end,
            case when d = 'in' then jsonb_build_object('kind', 'text', 'text', 'Is article ' || (hashtext(c.address) & 65535)
                                                       || ' in stock, and what does it cost today?')
                 else jsonb_build_object('text', 'Good day! It is in stock. What else may we do for you?') end,
            case when d = 'out' then 'sent' end, case when d = 'out' then 'repeat' end,
            c.heard_at + t * interval '1 second',
            case when d = 'out' then c.heard_at + t * interval '1 second' + interval '200 milliseconds' end
     from conversations c, generate_series(1, ${TURNS}) t, unnest(array['in', 'out']) d
     order by c.heard_at, t, d`,
  );
  await run(
    `insert into audit_entries (seq, at, actor_id, action, outcome, subject_kind, subject_id, channel, hash)
     select last + n, now() - (1 - n::float8 / $1::int) * interval '1 day', ${id(8)},
            ($2::text[])[1 + n % 4], 'done', 'person', ${id(8)}::text, 'panel', sha256(n::text::bytea)
     from generate_series(1, $1::int) n, (select coalesce(max(seq), 0) as last from audit_entries) chain`,
    [people, ['people.block', 'people.unblock', 'conversations.take', 'settings.change']],
  );
  await run('vacuum analyze');
};
