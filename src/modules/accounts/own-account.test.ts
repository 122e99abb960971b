import { expect, it } from 'vitest';
import { createPasswords } from './password.ts';
import { openAccounts, refusal, somebodyWaits } from './testing.ts';

const NEW = 'a quite new secret';

it('a new password ends every other session and the old token of this one', async () => {
  const { enter, client, journal, db } = await openAccounts();
  const panel = await enter();
  const { login, password } = panel.credentials;
  const phone = client();
  await phone.login(panel.credentials);
  const thief = client();
  for (const [name, value] of panel.cookies) thief.cookies.set(name, value);

  expect((await panel.put('/account/password', { current: password, password: NEW })).status).toBe(204);
  expect((await panel.get('/session')).body).toMatchObject({ stage: 'open', must_change: false });
  for (const browser of [phone, thief])
    expect((await browser.get('/session')).body).toEqual({ stage: 'none' });
  expect((await client().post('/session', { login, password })).status).toBe(401);
  expect((await client().post('/session', { login, password: NEW })).status).toBe(200);
  expect((await journal()).map(({ action }) => action)).toContain('account.password');
  const row = await db.selectFrom('accounts').select(['password_changed_at']).executeTakeFirstOrThrow();
  expect(row.password_changed_at).toBeInstanceOf(Date);
});

it.each([
  ['seven77', 'too_short'],
  ['x1'.repeat(101), 'too_long'],
  ['Qwerty123', 'too_common'],
  ['zzzzzzzzzzzz', 'too_common'],
  ['LOGIN', 'like_login'],
  ['CURRENT', 'same'],
])('%s is no new password: %s', async (given, issue) => {
  const { db, enter } = await openAccounts();
  const panel = await enter();
  const login = 'somebody.with.a.long.login';
  await db.updateTable('accounts').set({ login }).where('person_id', '=', panel.personId).execute();
  const { password: current } = panel.credentials;
  const password = given === 'LOGIN' ? login.toUpperCase() : given === 'CURRENT' ? current : given;
  expect(refusal(await panel.put('/account/password', { current, password }))).toMatchObject({
    status: 422,
    errors: [{ path: 'password', issue }],
  });
  expect((await panel.get('/session')).body).toMatchObject({ must_change: true });
});

it('counts characters as people do, and takes the same letters written in two ways for one', async () => {
  const { enter, client } = await openAccounts();
  const panel = await enter();
  const { login, password: current } = panel.credentials;
  expect((await panel.put('/account/password', { current, password: '🔑🗝️🔑' })).status).toBe(422);
  const composed = 'ёлка и йод';
  expect(
    (await panel.put('/account/password', { current, password: composed.normalize('NFD') })).status,
  ).toBe(204);
  for (const password of [composed.normalize('NFC'), composed.normalize('NFD')])
    expect((await client().post('/session', { login, password })).status).toBe(200);
  expect((await client().post('/session', { login, password: composed.toUpperCase() })).status).toBe(401);
});

it('the present password is needed, and its guesses are counted', async () => {
  const { enter, clock, journal } = await openAccounts();
  const panel = await enter();
  const { password: current } = panel.credentials;
  const change = (guess: string) => panel.put('/account/password', { current: guess, password: NEW });
  for (let n = 0; n < 5; n += 1)
    expect(refusal(await change('a wrong guess'))).toMatchObject({
      status: 422,
      errors: [{ path: 'current', issue: 'wrong' }],
    });
  const refused = await change(current);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '30']);
  expect((await journal()).at(-1)).toMatchObject({
    action: 'account.lockout',
    outcome: 'refused',
    actor_id: panel.personId,
  });
  clock.pass(30_000);
  expect((await change(current)).status).toBe(204);
});

it('is nobody else’s: without a session, or with half a body, nothing happens', async () => {
  const { enter, client } = await openAccounts();
  const panel = await enter();
  const { password: current } = panel.credentials;
  expect((await client().put('/account/password', { current, password: NEW })).status).toBe(401);
  for (const body of [undefined, {}, { current }, { password: NEW }, { current, password: NEW, login: 'x' }])
    expect([415, 422]).toContain((await panel.put('/account/password', body)).status);
});

it.each(['reset', 'ended'])('a change under way does not survive: %s', async (what) => {
  const { enter, client, db } = await openAccounts();
  const panel = await enter();
  const { login, password: current } = panel.credentials;
  const password = 'another one of the office';
  let changing: Promise<{ status: number }> | undefined;
  await db.transaction().execute(async (tx) => {
    const accounts = tx.updateTable('accounts').where('person_id', '=', panel.personId);
    if (what === 'reset')
      await accounts.set({ password_hash: await createPasswords().hash(password) }).execute();
    else {
      await accounts.set({ must_change: false }).execute();
      await tx.deleteFrom('sessions').where('person_id', '=', panel.personId).execute();
    }
    changing = panel.put('/account/password', { current, password: NEW });
    await somebodyWaits(db);
  });
  expect((await changing)?.status).toBe(401);
  const good = what === 'reset' ? password : current;
  expect((await client().post('/session', { login, password: NEW })).status).toBe(401);
  expect((await client().post('/session', { login, password: good })).status).toBe(200);
});
