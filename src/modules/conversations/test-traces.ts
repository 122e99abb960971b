import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import { systemClock } from '#kernel/time.ts';
import { accountData } from '#modules/accounts/index.ts';
import { createAudit } from '#modules/audit/index.ts';
import { createFileRemoval, createFiles } from '#modules/files/index.ts';
import { createPeople, createRegister, type PersonalData } from '#modules/people/index.ts';
import { createFolderStorage } from '#platform/storage/folder.ts';
import type { FileStorage } from '#platform/storage/storage.ts';
import { silent, testDatabase } from '#test/database.ts';
import { createHearing } from './hear.ts';
import { conversationData } from './personal-data.ts';
import type { IncomingMessage } from './schema.ts';

const INBOX = { id: 'desk', channel: 'wire' };
const ACCOUNT = 'acc0unt-17';
/** Something of the person whom `leaveTraces` makes stands in every one of their traces. */
const MARKS = ['секрет', 'acc0unt', '9991112233', 'secret'];

/** For tests: an office in a database of its own, with the register of people and parts that can be made to fail. */
export const openTraces = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kontora-traces-'));
  const storage = await createFolderStorage({ folder });
  const database = await testDatabase();
  const { db } = database;
  let now = Date.now();
  const clock = { now: () => now };
  const files = createFiles({ db, storage, clock });
  const people = createPeople({ clock: systemClock, configuredRoles: () => [] });
  /** What goes wrong: nothing, unless a test says so. */
  const trouble: { removal?: Error; erase?: PersonalData['erase'] } = {};
  const breaking: FileStorage = {
    ...storage,
    remove: (id) => (trouble.removal ? Promise.reject(trouble.removal) : storage.remove(id)),
  };
  const last: PersonalData = {
    name: 'last',
    async *collect() {},
    erase: async (tx, person) => trouble.erase?.(tx, person),
  };
  const register = createRegister({
    db,
    audit: createAudit({ clock, log: silent }),
    clock,
    configured: [],
    parts: [
      ...conversationData({ db, removal: createFileRemoval({ storage: breaking, clock }) }),
      accountData({ db }),
      last,
    ],
    log: silent,
  });
  await db.insertInto('inboxes').values(INBOX).execute();

  let heard = 0;
  /** The office hears a message of an account, in its own chat unless `where` says otherwise. */
  const say = async (
    account: string,
    said: string | IncomingMessage['input'],
    where: Partial<IncomingMessage> = {},
  ): Promise<void> => {
    heard += 1;
    const message: IncomingMessage = {
      type: 'message',
      externalId: `${account}:${heard}`,
      address: `chat of ${account}`,
      kind: 'private',
      sender: { account, name: account === ACCOUNT ? 'Секретина Анна' : 'Сосед' },
      input: typeof said === 'string' ? { kind: 'text', text: said } : said,
      ref: `ref ${heard}`,
      ...where,
    };
    await createHearing({ db, people, files, clock }).hear(INBOX, [message]);
  };

  const personOf = async (account: string): Promise<string> => {
    const owner = db.selectFrom('identities').select('person_id').where('kind', '=', INBOX.channel);
    return (await owner.where('value', '=', account).executeTakeFirstOrThrow()).person_id;
  };

  const upload = async (
    name: string,
  ): Promise<{ id: string; name: string; mime: string; size: number | null }> =>
    files.upload({
      account: `${INBOX.channel}:${ACCOUNT}`,
      name,
      maxBytes: 100,
      stream: (async function* () {
        yield Buffer.from('секретный файл');
      })(),
    });

  /** A person who left traces in every table that keeps any, beside a neighbour who left some too. */
  const leaveTraces = async () => {
    const sent = await upload('секрет.txt');
    const unclaimed = await upload('секрет-2.txt');
    const group = { address: 'group', kind: 'group' } as const;
    await say(ACCOUNT, 'мой секрет');
    await say(ACCOUNT, { kind: 'file', text: 'секрет во вложении', files: [sent] });
    await say(ACCOUNT, { kind: 'contact', phone: '+79991112233', name: 'Секретина', own: true });
    await say(ACCOUNT, 'секрет для всех', group);
    await say('neighbour', 'ответ соседа', group);
    await say('neighbour', 'своё');
    const id = await personOf(ACCOUNT);
    const owned = db.selectFrom('conversations').select('id').where('person_id', '=', id);
    const conversation = (await owned.executeTakeFirstOrThrow()).id;
    const operator = newId();
    await db
      .insertInto('people')
      .values({ id: operator, name: 'Ольга', roles: ['operator'] })
      .execute();
    await db
      .insertInto('identities')
      .values([
        { id: newId(), person_id: id, kind: 'phone', value: '+79991112233' },
        { id: newId(), person_id: id, kind: 'email', value: 'secret@example.com' },
      ])
      .execute();
    const account = { person_id: id, login: 'secretina', password_hash: 'secret' };
    await db.insertInto('accounts').values(account).execute();
    for (const trace of [
      sql`
        insert into messages (conversation_id, inbox_id, direction, turn, position, change, content, delivery, person_id)
        select ${conversation}, 'desk', 'out', 1, 100 + n, 100 + n,
               '{"text": "секретный ответ", "buttons": [[{"label": "секрет", "value": "1"}]]}',
               (array['sent', 'queued', 'sending', 'failed'])[n], case when n = 1 then ${operator}::uuid end
        from generate_series(1, 4) n`,
      sql`
        update conversations
        set language = 'ru', dialogue = '{"name": "profile", "version": 1, "step": "name", "data": "секрет"}',
            lease_by = 'worker', lease_until = now() + interval '1 minute', operator_id = ${operator},
            queued_at = now()
        where id = ${conversation}`,
      sql`
        insert into turns (conversation_id, number, state, error, duration_ms)
        values (${conversation}, 1, 'dead', 'не понято: секрет', 1), (${conversation}, 2, 'done', null, 1)`,
      sql`
        insert into notes (id, conversation_id, author_id, text)
        values (${newId()}, ${conversation}, ${operator}, 'секретная заметка')`,
      sql`insert into canned_answers (id, owner_id, title, text) values (${newId()}, ${id}, 'секрет', 'секрет')`,
      sql`update people set blocked_at = now(), blocked_reason = 'секрет', locale = 'ru' where id = ${id}`,
    ])
      await trace.execute(db);
    return { id, account: ACCOUNT, conversation, files: [sent.id, unclaimed.id], operator };
  };

  /** Every row of every table, as text. */
  const dump = async (): Promise<string[]> => {
    const { rows: tables } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' order by 1
    `.execute(db);
    const texts = [];
    for (const { name } of tables) {
      const { rows } = await sql<{ row: string }>`
        select ${name} || ' ' || t::text as row from ${sql.table(name)} t order by 1
      `.execute(db);
      texts.push(...rows.map(({ row }) => row));
    }
    return texts;
  };

  return {
    db,
    storage,
    files,
    people,
    register,
    trouble,
    say,
    personOf,
    leaveTraces,
    dump,
    /** Rows that hold something of the person whom `leaveTraces` made. */
    traces: async () =>
      (await dump()).filter((row) => MARKS.some((mark) => row.toLowerCase().includes(mark))),
    auditOf: (id: string) =>
      db.selectFrom('audit_entries').selectAll().where('subject_id', '=', id).execute(),
    now: () => new Date(now),
    pass: (ms: number): void => {
      now += ms;
    },
    close: async () => {
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
};
