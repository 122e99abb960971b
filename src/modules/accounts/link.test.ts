import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { MINUTE, openAccounts, type TestAccounts } from './testing.ts';

/** Somebody with a private chat in the inbox `wire`, in which they said something. */
const stranger = async ({ db }: TestAccounts, account: string, name = 'Аня из чата') => {
  const [personId, conversationId, identityId] = [newId(), newId(), newId()];
  await db
    .insertInto('inboxes')
    .values({ id: 'wire', channel: 'wire' })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  await db.insertInto('people').values({ id: personId, name, locale: 'en' }).execute();
  await db
    .insertInto('identities')
    .values({ id: identityId, person_id: personId, kind: 'wire', value: account, verified_at: new Date() })
    .execute();
  await db
    .insertInto('conversations')
    .values({
      id: conversationId,
      inbox_id: 'wire',
      address: account,
      kind: 'private',
      person_id: personId,
      title: name,
    })
    .execute();
  await db
    .insertInto('messages')
    .values({
      conversation_id: conversationId,
      inbox_id: 'wire',
      direction: 'in',
      external_id: randomUUID(),
      turn: 1,
      position: 1,
      change: 1,
      person_id: personId,
      account,
      content: { kind: 'text', text: 'hello' },
    })
    .execute();
  return { personId, conversationId, identityId };
};

const codeOf = async (panel: Awaited<ReturnType<TestAccounts['enter']>>) => {
  const { status, body } = await panel.post<{ code: string; command: string }>('/account/link-codes');
  expect(status).toBe(201);
  return body.code;
};

const say = ({ db, accounts }: TestAccounts, personId: string, code: string) =>
  db.transaction().execute((tx) => accounts.links.link(tx, { personId, code, channel: 'wire' }));

interface Chats {
  readonly items: readonly { id: string; channel: string; account: string; title: string }[];
}

it('a code said in a chat makes chat and history the account’s own', async () => {
  const office = await openAccounts();
  const panel = await office.enter();
  const chat = await stranger(office, '4711');
  const { db } = office;
  const addIdentity = (personId: string, kind: string, value: string, verified: boolean) =>
    db
      .insertInto('identities')
      .values({ id: newId(), person_id: personId, kind, value, verified_at: verified ? new Date() : null })
      .execute();
  await addIdentity(panel.personId, 'phone', '+79991112233', false);
  await addIdentity(chat.personId, 'phone', '+79991112233', true);
  await addIdentity(panel.personId, 'email', 'anna@example.com', true);
  await addIdentity(chat.personId, 'email', 'anna@example.com', false);

  const code = await codeOf(panel);
  expect(code).toMatch(/^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/);
  expect(await say(office, chat.personId, ` ${code.toLowerCase().replace('-', ' ')} `)).toEqual({
    ok: true,
    value: undefined,
  });

  const owners = await Promise.all([
    db.selectFrom('identities').select(['kind', 'value', 'person_id']).orderBy('kind').execute(),
    db.selectFrom('conversations').select('person_id').execute(),
    db.selectFrom('messages').select('person_id').execute(),
  ]);
  expect(owners.flat().every(({ person_id }) => person_id === panel.personId)).toBe(true);
  expect(owners[0].map(({ kind }) => kind)).toEqual(['email', 'phone', 'wire']);
  const verified = await db
    .selectFrom('identities')
    .select('kind')
    .where('verified_at', 'is', null)
    .execute();
  expect(verified).toEqual([]);
  expect(await db.selectFrom('people').select(['id', 'name', 'locale']).execute()).toEqual([
    { id: panel.personId, name: 'Анна Каренина', locale: 'en' },
  ]);
  expect((await office.journal()).at(-1)).toMatchObject({
    action: 'account.chat_link',
    actor_id: panel.personId,
    channel: 'wire',
  });
  const chats = await panel.get<Chats>('/account/chats');
  expect(chats.body.items).toMatchObject([{ channel: 'wire', account: '4711', title: 'Аня из чата' }]);
});

it('a code is good once, for ten minutes, and only the newest', async () => {
  const office = await openAccounts();
  const panel = await office.enter();
  const [one, two] = [await stranger(office, '1'), await stranger(office, '2')];
  const old = await codeOf(panel);
  const code = await codeOf(panel);
  const wrong = { ok: false, reason: 'wrong' };
  expect(await say(office, one.personId, old)).toEqual(wrong);
  expect(await say(office, one.personId, code)).toMatchObject({ ok: true });
  expect(await say(office, two.personId, code)).toEqual(wrong);
  const late = await codeOf(panel);
  office.clock.pass(10 * MINUTE);
  expect(await say(office, two.personId, late)).toEqual(wrong);
  await office.accounts.sweep();
  expect(await office.db.selectFrom('link_codes').selectAll().execute()).toEqual([]);
});

it('of two chats that say a code at the same moment one is linked', async () => {
  const office = await openAccounts();
  const panel = await office.enter();
  const chats = await Promise.all(['1', '2', '3'].map((account) => stranger(office, account)));
  const code = await codeOf(panel);
  const results = await Promise.all(chats.map(({ personId }) => say(office, personId, code)));
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect((await panel.get<Chats>('/account/chats')).body.items).toHaveLength(1);
});

it('rights are not merged: a chat of another employee, or one’s own, is refused and the code stays', async () => {
  const office = await openAccounts();
  const panel = await office.enter();
  const colleague = await office.enter(['operator']);
  const roled = await stranger(office, '1');
  await office.db
    .updateTable('people')
    .set({ roles: ['operator'] })
    .where('id', '=', roled.personId)
    .execute();
  const code = await codeOf(panel);
  for (const personId of [colleague.personId, roled.personId])
    expect(await say(office, personId, code)).toEqual({ ok: false, reason: 'employee' });
  expect(await say(office, panel.personId, code)).toEqual({ ok: false, reason: 'linked' });
  const chat = await stranger(office, '2');
  expect(await say(office, chat.personId, code)).toMatchObject({ ok: true });
});

it('five wrong codes make a person wait ten minutes, and nobody else', async () => {
  const office = await openAccounts();
  const { accounts, db, clock } = office;
  const panel = await office.enter();
  const [guesser, other] = [await stranger(office, '1'), await stranger(office, '2')];
  const code = await codeOf(panel);
  const outlook = (personId: string, said: string) => accounts.links.outlook(db, { personId, code: said });
  for (let n = 0; n < 5; n += 1) {
    expect(await outlook(guesser.personId, 'AAAA-AAAA')).toBe('wrong');
    await db.transaction().execute((tx) => accounts.links.countWrong(tx, guesser.personId));
  }
  expect(await outlook(guesser.personId, code)).toEqual({ wait: 600 });
  expect(await outlook(other.personId, code)).toBe('good');
  // Counting while the door is closed changes nothing, and is no error in a turn.
  await db.transaction().execute((tx) => accounts.links.countWrong(tx, guesser.personId));
  clock.pass(10 * MINUTE - 1);
  expect(await outlook(guesser.personId, code)).toEqual({ wait: 1 });
  clock.pass(1);
  const again = await codeOf(panel);
  expect(await outlook(guesser.personId, again)).toBe('good');
});

it('an unlinked chat belongs to a new person; a foreign one is not there', async () => {
  const office = await openAccounts();
  const panel = await office.enter();
  const other = await office.enter(['operator']);
  const chat = await stranger(office, '4711');
  await say(office, chat.personId, await codeOf(panel));
  const [item] = (await panel.get<Chats>('/account/chats')).body.items;
  for (const id of [item?.id, randomUUID()])
    expect((await other.delete(`/account/chats/${id}`)).status).toBe(404);
  expect((await panel.delete('/account/chats/none')).status).toBe(422);
  expect((await panel.delete(`/account/chats/${item?.id}`)).status).toBe(204);
  expect((await panel.delete(`/account/chats/${item?.id}`)).status).toBe(404);
  expect((await panel.get<Chats>('/account/chats')).body.items).toEqual([]);

  const { db } = office;
  const conversation = await db.selectFrom('conversations').select('person_id').executeTakeFirstOrThrow();
  const identity = await db.selectFrom('identities').select('person_id').executeTakeFirstOrThrow();
  expect(identity.person_id).toBe(conversation.person_id);
  const fresh = await db
    .selectFrom('people')
    .select(['name', 'roles'])
    .where('id', '=', identity.person_id)
    .executeTakeFirstOrThrow();
  expect(fresh).toEqual({ name: 'Аня из чата', roles: [] });
  expect([panel.personId, chat.personId]).not.toContain(identity.person_id);
  expect((await office.journal()).at(-1)).toMatchObject({
    action: 'account.chat_unlink',
    after: { channel: 'wire' },
  });
});

it('an e-mail is no chat: it cannot be unlinked here', async () => {
  const { enter, db } = await openAccounts();
  const panel = await enter();
  const id = newId();
  await db
    .insertInto('identities')
    .values({ id, person_id: panel.personId, kind: 'email', value: 'a@example.com', verified_at: new Date() })
    .execute();
  expect((await panel.get<Chats>('/account/chats')).body.items).toEqual([]);
  expect((await panel.delete(`/account/chats/${id}`)).status).toBe(404);
});
