import { expect, it } from 'vitest';
import { MINUTE, openAccounts, somebodyWaits } from './testing.ts';

const NEW = 'a quite new secret';

it('answers everybody the same, and tells only those who have a chat', async () => {
  const { open, client, accounts, said, chatless, db } = await openAccounts();
  const [known, alone, blocked] = [await open(), await open(), await open()];
  chatless.add(alone.personId);
  await db.updateTable('people').set({ blocked_at: new Date() }).where('id', '=', blocked.personId).execute();
  for (const login of [known.login, alone.login, blocked.login, 'nobody.at.all', '\u0000'])
    expect((await client().post('/password-links', { login })).status).toBe(202);
  await accounts.settled();
  expect(said.map(({ personId }) => personId)).toEqual([known.personId]);
  expect(said[0]?.text.ru).toMatch(/http:\/\/panel\.example\/admin\/reset#[\w-]{43}\n/);
  // Nothing is left of a link that nobody was told.
  expect(await db.selectFrom('password_links').select('person_id').execute()).toEqual([
    { person_id: known.personId },
  ]);
});

it('sets a new password once, ends all sessions, and opens a closed door', async () => {
  const { enter, client, linkToken, journal } = await openAccounts();
  const panel = await enter();
  const { login } = panel.credentials;
  for (let n = 0; n < 5; n += 1) await client().post('/session', { login, password: 'forgotten' });
  await client().post('/password-links', { login });
  const token = await linkToken(panel.personId);
  const use = (password: string) => client().post('/password-links/use', { token, password });
  expect((await use('short')).status).toBe(422);
  expect((await use(login)).status).toBe(422);
  expect((await use(NEW)).status).toBe(204);
  expect((await use(NEW)).status).toBe(404);
  expect((await panel.get('/session')).body).toEqual({ stage: 'none' });
  expect((await client().post('/session', { login, password: NEW })).body).toMatchObject({
    stage: 'open',
    must_change: false,
  });
  const actions = (await journal()).map(({ action }) => action);
  expect(actions).toEqual(expect.arrayContaining(['account.password_link', 'account.password_link_use']));
});

it('of two who use a link at the same moment one does', async () => {
  const { open, client, linkToken } = await openAccounts();
  const { login, personId } = await open();
  await client().post('/password-links', { login });
  const token = await linkToken(personId);
  const uses = ['first of the two', 'second of the two'].map((password) =>
    client().post('/password-links/use', { token, password }),
  );
  expect((await Promise.all(uses)).map(({ status }) => status).sort()).toEqual([204, 404]);
});

it('is good for half an hour, and for nothing when it is wrong', async () => {
  const { open, client, clock, linkToken, accounts, db } = await openAccounts();
  const { login, personId, password } = await open();
  await client().post('/password-links', { login });
  const token = await linkToken(personId);
  const use = (given: string) => client().post('/password-links/use', { token: given, password: NEW });
  for (const wrong of [`${token}x`, token.slice(1), 'x', '\u0000'])
    expect((await use(wrong)).status).toBe(404);
  expect((await use('')).status).toBe(422);
  clock.pass(30 * MINUTE);
  expect((await use(token)).status).toBe(404);
  expect((await client().post('/session', { login, password })).status).toBe(200);
  await accounts.sweep();
  expect(await db.selectFrom('password_links').select('person_id').execute()).toHaveLength(1);
  clock.pass(30 * MINUTE);
  await accounts.sweep();
  expect(await db.selectFrom('password_links').select('person_id').execute()).toEqual([]);
});

it('there are three within an hour for each account', async () => {
  const { open, client, clock, said, accounts } = await openAccounts();
  const [one, other] = [await open(), await open()];
  const ask = async (login: string) => {
    await client().post('/password-links', { login });
    await accounts.settled();
    return said.length;
  };
  const counts = [];
  for (let n = 0; n < 5; n += 1) counts.push(await ask(one.login));
  expect(counts).toEqual([1, 2, 3, 3, 3]);
  expect(await ask(other.login)).toBe(4);
  clock.pass(60 * MINUTE);
  await accounts.sweep();
  expect(await ask(one.login)).toBe(5);
});

it('side by side there are three as well', async () => {
  const { open, accounts, said } = await openAccounts();
  const { login } = await open();
  const from = { address: '192.0.2.1', agent: '', traceId: null };
  for (let n = 0; n < 8; n += 1) accounts.requestPasswordLink({ login }, from);
  await accounts.settled();
  expect(said).toHaveLength(3);
});

it('all links of an account go with the first that is used, and with a changed password', async () => {
  const { enter, client, linkToken } = await openAccounts();
  const panel = await enter();
  const { login, password: current } = panel.credentials;
  const make = async () => {
    await client().post('/password-links', { login });
    return linkToken(panel.personId);
  };
  const use = async (token: string) =>
    (await client().post('/password-links/use', { token, password: `${NEW} of the link` })).status;
  const first = await make();
  await panel.put('/account/password', { current, password: NEW });
  expect(await use(first)).toBe(404);
  const [second, third] = [await make(), await make()];
  expect([await use(third), await use(second)]).toEqual([204, 404]);
});

it.each([
  ['blocked', { blocked_at: new Date(0) }],
  ['dismissed', { roles: [] }],
])('somebody %s since then uses none, nor gets one', async (_, change) => {
  const { open, client, linkToken, db, accounts, said } = await openAccounts();
  const { login, personId } = await open();
  await client().post('/password-links', { login });
  const token = await linkToken(personId);
  await db.updateTable('people').set(change).where('id', '=', personId).execute();
  expect((await client().post('/password-links/use', { token, password: NEW })).status).toBe(404);
  await client().post('/password-links', { login });
  await accounts.settled();
  expect(said).toHaveLength(1);
});

it('nor does somebody who is blocked while the new password is hashed', async () => {
  const { open, client, linkToken, db } = await openAccounts();
  const { login, personId } = await open();
  await client().post('/password-links', { login });
  const token = await linkToken(personId);
  let using: Promise<{ status: number }> | undefined;
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('people')
      .set({ blocked_at: new Date(0) })
      .where('id', '=', personId)
      .execute();
    await tx.selectFrom('accounts').select('login').where('person_id', '=', personId).forUpdate().execute();
    using = client().post('/password-links/use', { token, password: NEW });
    await somebodyWaits(db);
  });
  expect((await using)?.status).toBe(404);
});
