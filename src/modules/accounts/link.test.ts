import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { MINUTE, openAccounts, refusal, type TestAccounts } from './testing.ts';

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

/** The code that the office says in the chat of this person. */
const codeFor = async ({ db, accounts }: TestAccounts, personId: string) => {
  const code = accounts.links.newCode();
  await db.transaction().execute((tx) => accounts.links.keep(tx, { personId, code }));
  return code;
};

type Panel = Awaited<ReturnType<TestAccounts['enter']>>;

const give = (panel: Panel, code: string, password = panel.credentials.password) =>
  panel.post<Chats>('/account/chats', { code, password });

const refused = (status: number, path: string, issue: string) => ({ status, errors: [{ path, issue }] });
const WRONG = refused(422, 'code', 'wrong');

interface Chats {
  readonly items: readonly { id: string; channel: string; account: string; title: string }[];
}

it('a code given in the panel makes chat and history the account’s own', async () => {
  const office = await openAccounts();
  const panel = await office.enter();
  const chat = await stranger(office, '471100815');
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

  const code = await codeFor(office, chat.personId);
  expect(code).toMatch(/^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/);
  const answer = await give(panel, ` ${code.toLowerCase().replace('-', ' ')} `);
  expect([answer.status, answer.body.items]).toMatchObject([
    200,
    [{ channel: 'wire', account: '471100815', title: 'Аня из чата' }],
  ]);

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
    channel: 'panel',
    after: { chats: [{ channel: 'wire', account: '***815' }] },
  });
  expect((await panel.get<Chats>('/account/chats')).body).toEqual(answer.body);
});

it('nothing is linked without the password, whose guesses are counted', async () => {
  const office = await openAccounts();
  const panel = await office.enter();
  const chat = await stranger(office, '1');
  const code = await codeFor(office, chat.personId);
  for (let n = 0; n < 5; n += 1)
    expect(refusal(await give(panel, code, 'not the password'))).toMatchObject(
      refused(422, 'password', 'wrong'),
    );
  expect((await give(panel, code)).status).toBe(429);
  expect((await office.client().post('/account/chats', { code, password: 'x' })).status).toBe(401);
  for (const body of [{}, { code }, { code: '', password: 'x' }, { code, password: 'x', person_id: 'x' }])
    expect((await panel.post('/account/chats', body)).status).toBe(422);
  office.clock.pass(MINUTE);
  expect((await give(panel, code)).status).toBe(200);
});

it('a code is good once and for ten minutes; a wrong and an old one are told alike', async () => {
  const office = await openAccounts();
  const [panel, other] = [await office.enter(), await office.enter(['operator'])];
  const [one, two] = [await stranger(office, '1'), await stranger(office, '2')];
  const [code, spare] = [await codeFor(office, one.personId), await codeFor(office, one.personId)];
  expect((await give(panel, code)).status).toBe(200);
  for (const used of [code, spare]) expect(refusal(await give(other, used))).toMatchObject(WRONG);
  const late = await codeFor(office, two.personId);
  office.clock.pass(10 * MINUTE);
  expect(refusal(await give(panel, late))).toEqual(refusal(await give(panel, 'AAAA-AAAA')));
  expect(refusal(await give(panel, late))).toMatchObject(WRONG);
  await office.accounts.sweep();
  expect(await office.db.selectFrom('link_codes').selectAll().execute()).toEqual([]);
});

it('of two accounts that give a code at the same moment one gets the chat', async () => {
  const office = await openAccounts();
  const panels = [await office.enter(), await office.enter(), await office.enter()];
  const chat = await stranger(office, '1');
  const code = await codeFor(office, chat.personId);
  const answers = await Promise.all(panels.map((panel) => give(panel, code)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
  const owners = await office.db.selectFrom('conversations').select('person_id').execute();
  const owner = panels[answers.findIndex(({ status }) => status === 200)];
  expect(owners).toEqual([{ person_id: owner?.personId }]);
});

it('rights are not merged, and nobody unheard is: the chat stays whose it was, and so does the code', async () => {
  const office = await openAccounts();
  const { db, accounts } = office;
  const panel = await office.enter();
  const colleague = await office.enter(['operator']);
  const [roled, blocked] = [await stranger(office, '1'), await stranger(office, '2')];
  const change = (personId: string, values: { roles?: string[]; blocked_at?: Date | null }) =>
    db.updateTable('people').set(values).where('id', '=', personId).execute();
  const codes = {
    linked: await codeFor(office, panel.personId),
    colleague: await codeFor(office, colleague.personId),
    roled: await codeFor(office, roled.personId),
    blocked: await codeFor(office, blocked.personId),
  };
  await change(roled.personId, { roles: ['operator'] });
  await change(blocked.personId, { blocked_at: new Date(0) });
  for (const [code, issue] of [
    [codes.linked, 'linked'],
    [codes.colleague, 'employee'],
    [codes.roled, 'employee'],
    [codes.blocked, 'blocked'],
  ] as const)
    expect(refusal(await give(panel, code))).toMatchObject(refused(409, 'code', issue));
  expect(await accounts.links.outlook(db, panel.personId)).toBe('linked');
  expect(await accounts.links.outlook(db, roled.personId)).toBe('employee');
  expect(await accounts.links.outlook(db, blocked.personId)).toBe('blocked');

  await change(blocked.personId, { blocked_at: null });
  expect((await give(panel, codes.blocked)).status).toBe(200);
  const gone = await stranger(office, '3');
  const lost = await codeFor(office, gone.personId);
  await db.updateTable('people').set({ erased_at: new Date() }).where('id', '=', gone.personId).execute();
  expect(refusal(await give(panel, lost))).toMatchObject(refused(409, 'code', 'blocked'));
});

it('five wrong codes make an account wait ten minutes, and no other', async () => {
  const office = await openAccounts();
  const [guesser, other] = [await office.enter(), await office.enter()];
  const [one, two] = [await stranger(office, '1'), await stranger(office, '2')];
  const code = await codeFor(office, one.personId);
  for (let n = 0; n < 5; n += 1) expect(refusal(await give(guesser, 'AAAA-AAAA'))).toMatchObject(WRONG);
  expect((await office.journal()).at(-1)).toMatchObject({
    action: 'account.lockout',
    outcome: 'refused',
    actor_id: guesser.personId,
  });
  const limited = await give(guesser, code);
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '600']);
  expect((await give(other, code)).status).toBe(200);
  office.clock.pass(10 * MINUTE);
  expect((await give(guesser, await codeFor(office, two.personId))).status).toBe(200);
});

it('a person has five codes at most', async () => {
  const office = await openAccounts();
  const { accounts, db, clock } = office;
  const [chat, other] = [await stranger(office, '1'), await stranger(office, '2')];
  const outlook = () => accounts.links.outlook(db, chat.personId);
  for (let n = 0; n < 5; n += 1) {
    expect(await outlook()).toBe('good');
    await codeFor(office, chat.personId);
    clock.pass(MINUTE);
  }
  expect(await outlook()).toEqual({ wait: 300 });
  expect(await accounts.links.outlook(db, other.personId)).toBe('good');
  clock.pass(5 * MINUTE);
  expect(await outlook()).toBe('good');
});

it('an unlinked chat belongs to a new person; a foreign one is not there', async () => {
  const office = await openAccounts();
  const panel = await office.enter();
  const other = await office.enter(['operator']);
  const chat = await stranger(office, '4711');
  await give(panel, await codeFor(office, chat.personId));
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

it.each(['address', 'elsewhere'])(
  'an old chat that has lost its messages is unlinked, too: %s',
  async (address) => {
    const office = await openAccounts();
    const { db } = office;
    const panel = await office.enter();
    const chat = await stranger(office, '4711');
    await give(panel, await codeFor(office, chat.personId));
    await db.deleteFrom('messages').execute();
    if (address === 'elsewhere') await db.updateTable('conversations').set({ address }).execute();
    const [item] = (await panel.get<Chats>('/account/chats')).body.items;
    expect(item?.title).toBe('Аня из чата');
    await office.client().post('/password-links', { login: panel.credentials.login });
    const token = await office.linkToken(panel.personId);
    expect((await panel.delete(`/account/chats/${item?.id}`)).status).toBe(204);
    const conversation = await db.selectFrom('conversations').select('person_id').executeTakeFirstOrThrow();
    expect(conversation.person_id).not.toBe(panel.personId);
    // The link that was said there before opens nothing.
    const use = { token, password: 'a quite new secret' };
    expect((await office.client().post('/password-links/use', use)).status).toBe(404);
  },
);

it('of two chats of one channel only the one that is meant is unlinked', async () => {
  const office = await openAccounts();
  const { db } = office;
  const panel = await office.enter();
  for (const account of ['1', '2']) {
    const { personId } = await stranger(office, account);
    await give(panel, await codeFor(office, personId));
  }
  await db.deleteFrom('messages').execute();
  const { items } = (await panel.get<Chats>('/account/chats')).body;
  expect(items).toHaveLength(2);
  await panel.delete(`/account/chats/${items.find(({ account }) => account === '1')?.id}`);
  const left = await db
    .selectFrom('conversations')
    .select('address')
    .where('person_id', '=', panel.personId)
    .execute();
  expect(left).toEqual([{ address: '2' }]);
});
